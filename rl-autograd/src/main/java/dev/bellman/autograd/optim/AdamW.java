package dev.bellman.autograd.optim;

import dev.bellman.autograd.Parameters;
import dev.bellman.autograd.op.Var;

/**
 * Adam with decoupled weight decay (Loshchilov and Hutter 2019): {@link Adam}, and
 *
 * <pre>{@code
 * θ ← θ − η·λ·θ
 * }</pre>
 *
 * <p>All parameters decay, biases too, as in PyTorch.
 */
public final class AdamW {

  /**
   * The constants.
   *
   * @param adam those of Adam
   * @param weightDecay λ ≥ 0
   */
  public record Config(Adam.Config adam, double weightDecay) {

    /**
     * Checks the range.
     *
     * @throws IllegalArgumentException with the value if the decay is negative or no number
     */
    public Config {
      if (!(weightDecay >= 0)) {
        throw new IllegalArgumentException(
            "AdamW: weightDecay must be at least 0, but is " + weightDecay);
      }
    }

    /** PyTorch's constants: those of Adam and a decay of 0.01. */
    public static Config defaults() {
      return new Config(Adam.Config.defaults(), 0.01);
    }
  }

  private final Adam adam;

  /** An optimizer of these parameters, which must all be there already. */
  public AdamW(Parameters parameters, Config config) {
    adam = new Adam("AdamW", parameters, config.adam, config.weightDecay);
  }

  /**
   * The update that makes {@code loss} smaller; its value is ‖g‖ before clipping.
   *
   * @param loss {@code [1, 1]}
   * @param learningRate η, {@code [1, 1]}
   */
  public Var minimize(Var loss, Var learningRate) {
    return adam.minimize(loss, learningRate);
  }

  /** The first moments m, in the order of the parameters: state to save and restore. */
  public float[] firstMoments() {
    return adam.firstMoments();
  }

  /** The second moments v, in the order of the parameters: state to save and restore. */
  public float[] secondMoments() {
    return adam.secondMoments();
  }

  /** The number of updates t: state to save and restore. */
  public long steps() {
    return adam.steps();
  }

  /** Restores the number of updates. */
  public void seek(long updates) {
    adam.seek(updates);
  }
}
