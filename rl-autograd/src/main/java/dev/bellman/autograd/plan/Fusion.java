package dev.bellman.autograd.plan;

import dev.bellman.autograd.op.Activation;
import dev.bellman.autograd.op.EnsembleProduct;
import dev.bellman.autograd.op.EnsembleProduct.Form;
import dev.bellman.autograd.op.ReluGradient;
import dev.bellman.autograd.op.TanhGradient;
import dev.bellman.autograd.op.Var;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds the gradients that go backwards through a layer's weights and at once through the
 * activation before it: one step computes both.
 */
final class Fusion {

  private Fusion() {}

  /** The products that nobody reads but the gradient of one activation. */
  static Set<Var> absorbed(List<Var> results) {
    List<Var> all = Var.topological(results);
    Map<Var, Integer> uses = new IdentityHashMap<>();
    results.forEach(v -> uses.merge(v, 1, Integer::sum));
    all.forEach(v -> v.inputs().forEach(input -> uses.merge(input, 1, Integer::sum)));
    Set<Var> absorbed = new HashSet<>();
    for (Var v : all) {
      boolean gradient = v.op() instanceof ReluGradient || v.op() instanceof TanhGradient;
      if (gradient && isBackward(v.input(0)) && uses.get(v.input(0)) == 1) {
        absorbed.add(v.input(0));
      }
    }
    return Collections.unmodifiableSet(absorbed);
  }

  private static boolean isBackward(Var v) {
    return v.op() instanceof EnsembleProduct p && p.form() == Form.BACKWARD && !p.shared();
  }

  /** What computes the gradient of an activation whose first input is absorbed. */
  static BackwardThroughActivation of(Var gradient) {
    return new BackwardThroughActivation(
        (EnsembleProduct) gradient.input(0).op(),
        gradient.op() instanceof TanhGradient ? Activation.TANH : Activation.RELU);
  }

  /** What it reads: the gradient behind the layer, the weights, the layer's input. */
  static List<Var> operands(Var gradient) {
    Var product = gradient.input(0);
    return List.of(product.input(0), product.input(1), gradient.input(1));
  }
}
