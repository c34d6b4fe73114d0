package dev.bellman.autograd.optim;

import dev.bellman.autograd.Gradient;
import dev.bellman.autograd.Parameters;
import dev.bellman.autograd.Parameters.Parameter;
import dev.bellman.autograd.op.Divisible;
import dev.bellman.autograd.op.Effect;
import dev.bellman.autograd.op.Region;
import dev.bellman.autograd.op.Store;
import dev.bellman.autograd.op.Var;
import dev.bellman.tensor.kernel.CacheLine;
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
final class ClippedUpdate implements Effect, Divisible {

  /** How an optimizer changes the parameters. */
  interface Rule {

    /** Begins a step of all parameters. */
    default void begin() {}

    /**
     * Makes the step for the parameters {@code from … to − 1}.
     *
     * @param scale what the gradient is to be multiplied by
     * @param rate the learning rate
     * @param gradient in the order of the parameters
     */
    void step(int from, int to, float scale, float rate, float[] gradient);
  }

  /** Parameters that are taken at a time: gradient and state of them fit the first-level cache. */
  private static final int BLOCK = 2048;

  private final String name;
  private final Parameters parameters;
  private final double maxGradientNorm;
  private final Rule rule;
  private final List<Parameter> all;
  private final float[] gradient;

  /** ‖g‖² of each block: summed block by block, so that threads change no bit. */
  private final double[] squares;

  private ClippedUpdate(String name, Parameters parameters, double maxGradientNorm, Rule rule) {
    this.name = name;
    this.parameters = parameters;
    this.maxGradientNorm = maxGradientNorm;
    this.rule = rule;
    this.all = parameters.all();
    this.gradient = new float[parameters.size()];
    this.squares = new double[(parameters.size() + BLOCK - 1) / BLOCK];
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

  /** Gradients are computed where the step reads them. */
  @Override
  public Region home(int input) {
    if (input == all.size()) {
      return null; // the learning rate
    }
    Region home = new Region(all.get(input).columns());
    home.place(gradient, all.get(input).at());
    return home;
  }

  @Override
  public long begin(Region[] in, Region out) {
    for (int i = 0; i < in.length - 1; i++) {
      int at = all.get(i).at();
      if (in[i].array() != gradient || in[i].at() != at) {
        in[i].copyTo(gradient, at);
      }
    }
    rule.begin();
    return flop(in, out);
  }

  /** Clipping needs the norm of all before the first step of any. */
  @Override
  public int rounds() {
    return clips() ? 2 : 1;
  }

  private boolean clips() {
    return maxGradientNorm != Double.POSITIVE_INFINITY;
  }

  @Override
  public void runPart(int round, int part, int parts, Region[] in, Region out) {
    float rate = in[in.length - 1].scalar();
    float scale = round == 0 ? 1f : (float) Math.min(1, maxGradientNorm / (norm() + 1e-6));
    int last = squares.length * (part + 1) / parts;
    for (int block = squares.length * part / parts; block < last; block++) {
      int from = block * BLOCK;
      int to = Math.min(from + BLOCK, gradient.length);
      if (round == 0) {
        squares[block] = Kernels.active().sumOfSquares(to - from, gradient, from);
      }
      if (round == rounds() - 1) {
        CacheLine.claim(parameters.values(), from, to); // others may have read them
        rule.step(from, to, scale, rate, gradient);
      }
    }
  }

  private double norm() {
    double sum = 0;
    for (double square : squares) {
      sum += square;
    }
    return Math.sqrt(sum);
  }

  @Override
  public void finish(Region[] in, Region out) {
    parameters.written();
    out.set((float) norm());
  }

  @Override
  public long flop(Region[] in, Region out) {
    return 12L * gradient.length;
  }
}
