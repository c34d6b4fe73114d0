package dev.bellman.autograd.optim;

import dev.bellman.autograd.Gradient;
import dev.bellman.autograd.Parameters;
import dev.bellman.autograd.op.Effect;
import dev.bellman.autograd.op.Region;
import dev.bellman.autograd.op.Store;
import dev.bellman.autograd.op.Var;
import dev.bellman.tensor.kernel.Kernels;
import java.util.ArrayList;
import java.util.List;

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
      if (!(epsilon > 0 && maxGradientNorm > 0)) {
        throw new IllegalArgumentException(
            "Adam: epsilon and maxGradientNorm must be positive, but are "
                + epsilon
                + ", "
                + maxGradientNorm);
      }
    }

    /** The paper's constants, no clipping. */
    public static Config defaults() {
      return new Config(0.9, 0.999, 1e-8, Double.POSITIVE_INFINITY);
    }
  }

  private final Parameters parameters;
  private final Config config;
  private final float[] m;
  private final float[] v;
  private final float[] gradient;
  private long steps;

  /** An optimizer of these parameters, which must all be there already. */
  public Adam(Parameters parameters, Config config) {
    parameters.store().freeze();
    this.parameters = parameters;
    this.config = config;
    this.m = new float[parameters.size()];
    this.v = new float[parameters.size()];
    this.gradient = new float[parameters.size()];
  }

  /**
   * The update that makes {@code loss} smaller; its value is ‖g‖ before clipping.
   *
   * @param loss {@code [1, 1]}
   * @param learningRate η, {@code [1, 1]}
   */
  public Var minimize(Var loss, Var learningRate) {
    List<Var> inputs = new ArrayList<>(Gradient.of(loss, parameters.variables()));
    inputs.add(learningRate);
    return Var.of(new Update(), inputs);
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

  private final class Update implements Effect {

    @Override
    public String name() {
      return "Adam";
    }

    @Override
    public List<Store> writes() {
      return List.of(parameters.store());
    }

    @Override
    public void run(Region[] in, Region out) {
      Kernels kernels = Kernels.active();
      flatten(in);
      double norm = Math.sqrt(kernels.sumOfSquares(gradient.length, gradient, 0));
      steps++;
      float beta1 = (float) config.beta1;
      float beta2 = (float) config.beta2;
      double correction1 = 1 - Math.pow(beta1, steps); // of the floats: 1 − 0.999f is off by 1e-5
      double correction2 = 1 - Math.pow(beta2, steps);
      kernels.adam( // (2), (3)
          gradient.length,
          clippingFactor(norm), // (1)
          beta1,
          beta2,
          (float) config.epsilon,
          (float) (in[in.length - 1].scalar() / correction1),
          (float) Math.sqrt(correction2),
          0f,
          gradient,
          0,
          m,
          v,
          parameters.values(),
          0);
      parameters.written();
      out.set((float) norm);
    }

    private void flatten(Region[] in) {
      int at = 0;
      for (int i = 0; i < in.length - 1; i++) {
        in[i].copyTo(gradient, at);
        at += in[i].size();
      }
    }

    private float clippingFactor(double norm) {
      double limit = config.maxGradientNorm;
      return limit == Double.POSITIVE_INFINITY ? 1f : (float) Math.min(1, limit / (norm + 1e-6));
    }

    @Override
    public long flop(Region[] in, Region out) {
      return 12L * m.length;
    }
  }
}
