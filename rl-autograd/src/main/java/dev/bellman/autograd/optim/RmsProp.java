package dev.bellman.autograd.optim;

import dev.bellman.autograd.Parameters;
import dev.bellman.autograd.op.Var;
import dev.bellman.tensor.kernel.Kernels;

/**
 * RMSProp (Tieleman and Hinton 2012, ε outside the root as in PyTorch) with the gradient clipped by
 * its global norm.
 *
 * <pre>{@code
 * g ← g·min(1, c / (‖g‖ + 1e-6))                               (1)
 * v ← α·v + (1 − α)·g²,   θ ← θ − η·g / (√v + ε)               (2)
 * }</pre>
 */
public final class RmsProp {

  /**
   * The constants.
   *
   * @param alpha α in [0, 1)
   * @param epsilon ε &gt; 0
   * @param maxGradientNorm c &gt; 0; infinity clips nothing
   */
  public record Config(double alpha, double epsilon, double maxGradientNorm) {

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException with the names and the values that are out of range
     */
    public Config {
      if (!(alpha >= 0 && alpha < 1)) {
        throw new IllegalArgumentException("RmsProp: alpha must be in [0, 1), but is " + alpha);
      }
      ClippedUpdate.requirePositive(
          "RmsProp", "epsilon", epsilon, "maxGradientNorm", maxGradientNorm);
    }

    /** PyTorch's constants, no clipping. */
    public static Config defaults() {
      return new Config(0.99, 1e-8, Double.POSITIVE_INFINITY);
    }
  }

  private final Parameters parameters;
  private final Config config;
  private final float[] squares;

  /** An optimizer of these parameters, which must all be there already. */
  public RmsProp(Parameters parameters, Config config) {
    parameters.store().freeze();
    this.parameters = parameters;
    this.config = config;
    this.squares = new float[parameters.size()];
  }

  /**
   * The update that makes {@code loss} smaller; its value is ‖g‖ before clipping.
   *
   * @param loss {@code [1, 1]}
   * @param learningRate η, {@code [1, 1]}
   */
  public Var minimize(Var loss, Var learningRate) {
    return ClippedUpdate.minimize( // (1)
        "RmsProp", parameters, config.maxGradientNorm, this::step, loss, learningRate);
  }

  private void step(int from, int to, float scale, float rate, float[] gradient) {
    Kernels.active()
        .rmsProp( // (2)
            to - from,
            scale,
            (float) config.alpha,
            (float) config.epsilon,
            rate,
            gradient,
            from,
            squares,
            from,
            parameters.values(),
            from);
  }

  /** The mean squares v, in the order of the parameters: state to save and restore. */
  public float[] squares() {
    return squares;
  }
}
