package dev.bellman.autograd.nn;

import dev.bellman.autograd.Parameters;
import dev.bellman.autograd.Parameters.Parameter;
import dev.bellman.autograd.op.Var;
import java.util.random.RandomGenerator;

/**
 * An affine map of each row.
 *
 * <pre>{@code
 * y = x·W + b,   x [B, in], W [in, out], b [1, out]
 * }</pre>
 */
public final class Linear {
  private final Parameter weight;
  private final Parameter bias;

  /**
   * Adds {@code name.weight} and {@code name.bias} to the parameters and initialises them.
   *
   * @param in columns of the input
   * @param out columns of the output
   */
  public Linear(
      Parameters parameters,
      String name,
      int in,
      int out,
      Initializer initializer,
      RandomGenerator random) {
    weight = parameters.add(name + ".weight", in, out);
    bias = parameters.add(name + ".bias", 1, out);
    initializer.initialize(in, out, random, parameters.values(), weight.at(), bias.at());
    parameters.written();
  }

  /** The map applied to {@code x}, {@code [B, in]}; the result is {@code [B, out]}. */
  public Var apply(Var x) {
    return x.matmul(weight.variable()).plus(bias.variable());
  }
}
