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
 * What the optimizers share: all gradients side by side, their norm, and the factor that clips it.
 *
 * <pre>{@code
 * g ← g·min(1, c / (‖g‖ + 1e-6))
 * }</pre>
 */
final class ClippedUpdate implements Effect {

  /** How an optimizer changes the parameters. */
  @FunctionalInterface
  interface Rule {

    /**
     * Makes one step.
     *
     * @param scale what the gradient is to be multiplied by
     * @param rate the learning rate
     * @param gradient in the order of the parameters
     */
    void step(float scale, float rate, float[] gradient);
  }

  private final String name;
  private final Parameters parameters;
  private final double maxGradientNorm;
  private final Rule rule;
  private final float[] gradient;

  private ClippedUpdate(String name, Parameters parameters, double maxGradientNorm, Rule rule) {
    this.name = name;
    this.parameters = parameters;
    this.maxGradientNorm = maxGradientNorm;
    this.rule = rule;
    this.gradient = new float[parameters.size()];
  }

  /** The update by this rule that makes {@code loss} smaller; its value is ‖g‖ before clipping. */
  static Var minimize(
      String name,
      Parameters parameters,
      double maxGradientNorm,
      Rule rule,
      Var loss,
      Var learningRate) {
    List<Var> inputs = new ArrayList<>(Gradient.of(loss, parameters.variables()));
    inputs.add(learningRate);
    return Var.of(new ClippedUpdate(name, parameters, maxGradientNorm, rule), inputs);
  }

  /**
   * Checks that numbers are positive.
   *
   * @throws IllegalArgumentException with the names and the values if one is not
   */
  static void requirePositive(String optimizer, String a, double aValue, String b, double bValue) {
    if (!(aValue > 0 && bValue > 0)) {
      throw new IllegalArgumentException(
          optimizer
              + ": "
              + a
              + " and "
              + b
              + " must be positive, but are "
              + aValue
              + ", "
              + bValue);
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public List<Store> writes() {
    return List.of(parameters.store());
  }

  @Override
  public void run(Region[] in, Region out) {
    int at = 0;
    for (int i = 0; i < in.length - 1; i++) {
      in[i].copyTo(gradient, at);
      at += in[i].size();
    }
    double norm = Math.sqrt(Kernels.active().sumOfSquares(at, gradient, 0));
    rule.step(factor(norm), in[in.length - 1].scalar(), gradient);
    parameters.written();
    out.set((float) norm);
  }

  private float factor(double norm) {
    return maxGradientNorm == Double.POSITIVE_INFINITY
        ? 1f // also when the norm is infinite
        : (float) Math.min(1, maxGradientNorm / (norm + 1e-6));
  }

  @Override
  public long flop(Region[] in, Region out) {
    return 12L * gradient.length;
  }
}
