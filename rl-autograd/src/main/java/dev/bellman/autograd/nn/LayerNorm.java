package dev.bellman.autograd.nn;

import dev.bellman.autograd.Parameters;
import dev.bellman.autograd.Parameters.Parameter;
import dev.bellman.autograd.op.Var;
import java.util.Arrays;

/**
 * Each row shifted and scaled to mean 0 and variance 1, then by learnt numbers (Ba, Kiros and
 * Hinton 2016).
 *
 * <pre>{@code
 * y = (x − E x) / √(Var x + ε)·w + b,   E and Var over the n columns of a row,   w, b [1, n]
 * }</pre>
 */
public final class LayerNorm {
  private static final float EPSILON = 1e-5f;

  private final Parameter weight;
  private final Parameter bias;

  /**
   * Adds {@code name.weight}, ones, and {@code name.bias}, zeros, to the parameters.
   *
   * @param columns n
   */
  public LayerNorm(Parameters parameters, String name, int columns) {
    weight = parameters.add(name + ".weight", 1, columns);
    bias = parameters.add(name + ".bias", 1, columns);
    Arrays.fill(parameters.values(), weight.at(), weight.at() + columns, 1f);
    parameters.written();
  }

  /** The rows of {@code x}, {@code [B, n]}, normalised; of the same extent. */
  public Var apply(Var x) {
    Var centred = x.minus(x.meanColumns());
    Var variance = centred.square().meanColumns();
    Var normal = centred.div(variance.plus(EPSILON).sqrt());
    return normal.times(weight.variable()).plus(bias.variable());
  }
}
