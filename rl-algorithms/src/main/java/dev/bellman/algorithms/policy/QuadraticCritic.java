package dev.bellman.algorithms.policy;

import dev.bellman.autograd.Parameters;
import dev.bellman.autograd.nn.Initializer;
import dev.bellman.autograd.nn.Linear;
import dev.bellman.autograd.nn.Mlp;
import dev.bellman.autograd.op.Activation;
import dev.bellman.autograd.op.Var;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/**
 * Q(s, ·) as a paraboloid whose top is known: three linear heads on hidden layers of hyperbolic
 * tangents, which begin as PyTorch's do, the heads ten times smaller.
 *
 * <pre>{@code
 * Q(s, a) = V(s) − ½·(a − μ(s))ᵀ·L(s)·L(s)ᵀ·(a − μ(s)),   μ = tanh f
 * }</pre>
 *
 * <p>L is lower triangular, and positive on its diagonal, which is the exponential of what the head
 * says. So L·Lᵀ is positive definite, and Q(s, μ(s)) = V(s) is the maximum over all a.
 */
final class QuadraticCritic {
  private static final float HEAD = 0.1f;

  private final UnaryOperator<Var> features;
  private final Linear value;
  private final Linear mean;
  private final Linear factor;

  /** Adds {@code hidden.…}, {@code value}, {@code mean} and {@code factor} to the parameters. */
  QuadraticCritic(
      Parameters parameters,
      int observationSize,
      int actionSize,
      List<Integer> hidden,
      RandomGenerator random) {
    int width = hidden.isEmpty() ? observationSize : hidden.getLast();
    features = features(parameters, observationSize, hidden, random);
    value = new Linear(parameters, "value", width, 1, QuadraticCritic::head, random);
    mean = new Linear(parameters, "mean", width, actionSize, QuadraticCritic::head, random);
    int entries = actionSize * (actionSize + 1) / 2;
    factor = new Linear(parameters, "factor", width, entries, QuadraticCritic::head, random);
  }

  private static UnaryOperator<Var> features(
      Parameters parameters, int in, List<Integer> hidden, RandomGenerator random) {
    if (hidden.isEmpty()) {
      return UnaryOperator.identity();
    }
    Mlp network =
        new Mlp(
            parameters,
            "hidden",
            in,
            hidden.subList(0, hidden.size() - 1),
            hidden.getLast(),
            Activation.TANH,
            Initializer.uniform(),
            Initializer.uniform(),
            random);
    return s -> network.apply(s).tanh();
  }

  private static void head(
      int in, int out, RandomGenerator random, float[] values, int weightAt, int biasAt) {
    Initializer.uniform().initialize(in, out, random, values, weightAt, biasAt);
    for (int i = 0; i < in * out; i++) {
      values[weightAt + i] *= HEAD;
    }
    for (int i = 0; i < out; i++) {
      values[biasAt + i] *= HEAD;
    }
  }

  /**
   * The paraboloids of some states.
   *
   * @param value V, {@code [B, 1]}
   * @param mean μ within (−1, 1), {@code [B, A]}
   * @param factor the entries of L, {@code [B, A·(A + 1) / 2]}: ln of its diagonal, then what is
   *     below it, one subdiagonal after the other
   */
  record Paraboloid(Var value, Var mean, Var factor) {

    /** Q(s, a), {@code [B, 1]}, of actions in [−1, 1], {@code [B, A]}. */
    Var at(Var action) {
      return value.minus(transposedFactorTimes(action.minus(mean)).square().sumColumns().div(2));
    }

    /**
     * {@code Lᵀ·d}, whose element j is Σ L_ij·d_i over i ≥ j: subdiagonal k has those of i = j + k.
     */
    private Var transposedFactorTimes(Var d) {
      int n = d.columns();
      Var sum = factor.slice(0, n).exp().times(d);
      int at = n;
      for (int k = 1; k < n; k++) {
        sum = sum.plus(factor.slice(at, at + n - k).times(d.slice(k, n)).pad(0, n));
        at += n - k;
      }
      return sum;
    }
  }

  /** The paraboloids of {@code observations}, {@code [B, observation size]}. */
  Paraboloid at(Var observations) {
    Var x = features.apply(observations);
    return new Paraboloid(value.apply(x), mean.apply(x).tanh(), factor.apply(x));
  }
}
