package dev.bellman.autograd.optim;

import dev.bellman.autograd.Parameters;
import dev.bellman.autograd.op.Var;
import dev.bellman.tensor.kernel.Kernels;

/**
 * Adam (Kingma and Ba 2015) with the gradient clipped by its global norm.
 *
 * <pre>{@code
 * g ← g·min(1, c / (‖g‖ + 1e-6))                               (1)
 * m ← β₁·m + (1 − β₁)·g,   v ← β₂·v + (1 − β₂)·g²              (2)
 * θ ← θ − η·(m / (1 − β₁ᵗ)) / (√(v / (1 − β₂ᵗ)) + ε)           (3)
 * }</pre>
 */
public final class Adam {

  /**
   * The constants.
   *
   * @param beta1 β₁ in [0, 1)
   * @param beta2 β₂ in [0, 1)
   * @param epsilon ε &gt; 0
   * @param maxGradientNorm c &gt; 0; infinity clips nothing
   */
  public record Config(double beta1, double beta2, double epsilon, double maxGradientNorm) {

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException with the name and the value that is out of range
     */
    public Config {
      if (!(beta1 >= 0 && beta1 < 1 && beta2 >= 0 && beta2 < 1)) {
        throw new IllegalArgumentException(
            "Adam: beta1 and beta2 must be in [0, 1), but are " + beta1 + ", " + beta2);
      }
      ClippedUpdate.requirePositive("Adam", "epsilon", epsilon, "maxGradientNorm", maxGradientNorm);
    }

    /** The paper's constants, no clipping. */
    public static Config defaults() {
      return new Config(0.9, 0.999, 1e-8, Double.POSITIVE_INFINITY);
    }
  }

  private final String name;
  private final Parameters parameters;
  private final Config config;
  private final double decay;
  private final float[] m;
  private final float[] v;
  private long steps;

  /** An optimizer of these parameters, which must all be there already. */
  public Adam(Parameters parameters, Config config) {
    this("Adam", parameters, config, 0);
  }

  /** With decoupled weight decay: what {@link AdamW} is made of. */
  Adam(String name, Parameters parameters, Config config, double decay) {
    parameters.store().freeze();
    this.name = name;
    this.parameters = parameters;
    this.config = config;
    this.decay = decay;
    this.m = new float[parameters.size()];
    this.v = new float[parameters.size()];
  }

  /**
   * The update that makes {@code loss} smaller; its value is ‖g‖ before clipping.
   *
   * @param loss {@code [1, 1]}
   * @param learningRate η, {@code [1, 1]}
   */
  public Var minimize(Var loss, Var learningRate) {
    return ClippedUpdate.minimize( // (1)
        name, parameters, config.maxGradientNorm, new Step(), loss, learningRate);
  }

  private final class Step implements ClippedUpdate.Rule {
    private double correction1;
    private double correction2;

    @Override
    public void begin() {
      steps++;
      correction1 = 1 - Math.pow((float) config.beta1, steps); // of the floats: 0.999f is off
      correction2 = 1 - Math.pow((float) config.beta2, steps);
    }

    @Override
    public void step(int from, int to, float scale, float rate, float[] gradient) {
      Kernels.active()
          .adam( // (2), (3)
              to - from,
              scale,
              (float) config.beta1,
              (float) config.beta2,
              (float) config.epsilon,
              (float) (rate / correction1),
              (float) Math.sqrt(correction2),
              (float) (rate * decay),
              gradient,
              from,
              m,
              v,
              from,
              parameters.values(),
              from);
    }
  }

  /** The first moments m, in the order of the parameters: state to save and restore. */
  public float[] firstMoments() {
    return m;
  }

  /** The second moments v, in the order of the parameters: state to save and restore. */
  public float[] secondMoments() {
    return v;
  }

  /** The number of updates t: state to save and restore. */
  public long steps() {
    return steps;
  }

  /** Restores the number of updates. */
  public void seek(long updates) {
    steps = updates;
  }
}
