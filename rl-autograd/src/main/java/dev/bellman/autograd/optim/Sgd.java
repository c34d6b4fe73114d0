package dev.bellman.autograd.optim;

import dev.bellman.autograd.Parameters;
import dev.bellman.autograd.op.Var;
import dev.bellman.tensor.kernel.Kernels;

/**
 * Stochastic gradient descent with momentum (Polyak 1964, in the form of PyTorch) and with the
 * gradient clipped by its global norm.
 *
 * <pre>{@code
 * g ← g·min(1, c / (‖g‖ + 1e-6))                               (1)
 * u ← μ·u + g,   θ ← θ − η·u                                   (2)
 * }</pre>
 */
public final class Sgd {

  /**
   * The constants.
   *
   * @param momentum μ in [0, 1)
   * @param maxGradientNorm c &gt; 0; infinity clips nothing
   */
  public record Config(double momentum, double maxGradientNorm) {

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException with the names and the values that are out of range
     */
    public Config {
      if (!(momentum >= 0 && momentum < 1 && maxGradientNorm > 0)) {
        throw new IllegalArgumentException(
            "Sgd: momentum must be in [0, 1) and maxGradientNorm positive, but are "
                + momentum
                + ", "
                + maxGradientNorm);
      }
    }

    /** No momentum, no clipping. */
    public static Config defaults() {
      return new Config(0, Double.POSITIVE_INFINITY);
    }
  }

  private final Parameters parameters;
  private final Config config;
  private final float[] velocity;

  /** An optimizer of these parameters, which must all be there already. */
  public Sgd(Parameters parameters, Config config) {
    parameters.store().freeze();
    this.parameters = parameters;
    this.config = config;
    this.velocity = new float[parameters.size()];
  }

  /**
   * The update that makes {@code loss} smaller; its value is ‖g‖ before clipping.
   *
   * @param loss {@code [1, 1]}
   * @param learningRate η, {@code [1, 1]}
   */
  public Var minimize(Var loss, Var learningRate) {
    return ClippedUpdate.minimize( // (1)
        "Sgd", parameters, config.maxGradientNorm, this::step, loss, learningRate);
  }

  private void step(int from, int to, float scale, float rate, float[] gradient) {
    Kernels.active()
        .momentum( // (2)
            to - from,
            scale,
            (float) config.momentum,
            rate,
            gradient,
            from,
            velocity,
            from,
            parameters.values(),
            from);
  }

  /** The velocity u, in the order of the parameters: state to save and restore. */
  public float[] velocity() {
    return velocity;
  }
}
