package dev.bellman.autograd.plan;

import dev.bellman.autograd.op.Activation;
import dev.bellman.autograd.op.Computation;
import dev.bellman.autograd.op.EnsembleProduct;
import dev.bellman.autograd.op.Region;

/**
 * {@code z̄_e = (ȳ_e·W_eᵀ)·f′(x_e)}: a product and the gradient of an activation in one pass, with
 * the bits of the two.
 *
 * @param product BACKWARD
 * @param activation f
 */
record BackwardThroughActivation(EnsembleProduct product, Activation activation)
    implements Computation {

  @Override
  public String name() {
    return product.name() + "." + activation;
  }

  @Override
  public void run(Region[] in, Region out) {
    product.backwardThrough(activation, in[0], in[1], in[2], out);
  }

  @Override
  public boolean rowwise() {
    return true;
  }

  @Override
  public long flop(Region[] in, Region out) {
    return product.flop(in, out);
  }
}
