package dev.bellman.algorithms.model;

import dev.bellman.algorithms.learner.Ranges;
import dev.bellman.core.checkpoint.StateReader;
import dev.bellman.core.checkpoint.StateWriter;
import dev.bellman.core.random.Pcg64;
import dev.bellman.core.space.Box;

/**
 * The cross-entropy method: a normal distribution with independent components that moves to the
 * best of its own samples.
 *
 * <pre>{@code
 * μ = where the search begins,   σ² = (high − low)²/16                     (1)
 * while max σ² > ε, at most K times:                                       (2)
 *   s² = min(σ², (μ − low)²/4, (high − μ)²/4)
 *   x₁ … x_N ~ N(μ, s²) within μ ± 2s, hence in the box                    (3)
 *   f(x₁) … f(x_N)                                                         (4)
 *   μ ← α·μ + (1 − α)·mean of the M best
 *   σ² ← α·σ² + (1 − α)·variance of the M best                             (5)
 * return μ                                                                 (6)
 * }</pre>
 *
 * <p>If fewer than M values are numbers above −∞, those alone are the best; if none is, the
 * distribution stays. A component of μ that is exactly at a bound stays there, since s is 0. What
 * is found is a local maximum, and with independent components not always that: σ² shrinks before a
 * curved ridge is climbed. (Searches one after another, each in a small box around what the one
 * before it found, do climb it.) Where good points surround bad ones, μ may lie among the bad ones.
 *
 * <p>Rubinstein, "The Cross-Entropy Method for Combinatorial and Continuous Optimization" (1999).
 * The numbers are the lines of the notes' Algorithm 10; the form of each line is that of PETS: Chua
 * et al., "Deep Reinforcement Learning in a Handful of Trials using Probabilistic Dynamics Models"
 * (2018). It returns μ where the algorithm draws.
 *
 * @param population N ≥ 1
 * @param elites M in [1, N]
 * @param iterations K ≥ 1
 * @param smoothing α in [0, 1)
 * @param minVariance ε ≥ 0, in squares of the box's own units
 */
public record Cem(int population, int elites, int iterations, double smoothing, double minVariance)
    implements Search {

  /** Samples lie within so many standard deviations. */
  private static final double REACH = 2;

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException with the name and the value that is out of range
   */
  public Cem {
    new Ranges("cem")
        .atLeast("population", 1, population)
        .atLeast("elites", 1, elites)
        .require(elites <= population, "elites must be at most population = " + population, elites)
        .atLeast("iterations", 1, iterations)
        .require(smoothing >= 0 && smoothing < 1, "smoothing must be in [0, 1)", smoothing)
        .notNegative("minVariance", minVariance);
  }

  /** PETS's numbers for the half-cheetah. */
  public static Cem defaults() {
    return new Cem(500, 50, 5, 0.1, 1e-3);
  }

  @Override
  public Maximizer over(Box box, Pcg64 random) {
    return new Fit(this, Bounds.of("cem", box), random);
  }

  private static final class Fit implements Maximizer {
    private final Cem config;
    private final Bounds bounds;
    private final Pcg64 random;
    private final double[] mean;
    private final double[] variance;
    private final float[] candidates;
    private final double[] values;
    private final Best best;

    Fit(Cem config, Bounds bounds, Pcg64 random) {
      int n = bounds.size();
      this.config = config;
      this.bounds = bounds;
      this.random = random;
      this.mean = new double[n];
      this.variance = new double[n];
      this.candidates = new float[Math.multiplyExact(config.population, n)];
      this.values = new double[config.population];
      this.best = new Best(config.elites);
    }

    @Override
    public void maximize(Objective objective, float[] x) {
      start(x); // (1)
      for (int k = 0; k < config.iterations && largestVariance() > config.minVariance; k++) { // (2)
        sample(); // (3)
        objective.values(config.population, candidates, values); // (4)
        refit(); // (5)
      }
      for (int i = 0; i < x.length; i++) {
        x[i] = (float) mean[i]; // (6)
      }
    }

    private void start(float[] x) {
      bounds.require(x);
      for (int i = 0; i < mean.length; i++) {
        double width = bounds.high()[i] - bounds.low()[i];
        mean[i] = x[i];
        variance[i] = width * width / 16;
      }
    }

    private double largestVariance() {
      double largest = 0;
      for (double v : variance) {
        largest = Math.max(largest, v);
      }
      return largest;
    }

    private void sample() {
      int n = mean.length;
      for (int i = 0; i < n; i++) {
        double low = bounds.low()[i];
        double high = bounds.high()[i];
        double room = Math.min(mean[i] - low, high - mean[i]) / REACH;
        double deviation = Math.min(Math.sqrt(variance[i]), room);
        for (int at = i; at < candidates.length; at += n) {
          double x = mean[i] + deviation * truncatedNormal();
          candidates[at] = (float) Math.clamp(x, low, high); // rounding may leave the box
        }
      }
    }

    private double truncatedNormal() {
      double z = random.nextGaussian();
      while (Math.abs(z) > REACH) {
        z = random.nextGaussian();
      }
      return z;
    }

    private void refit() {
      best.select(values);
      if (best.count() == 0) {
        return;
      }
      double alpha = config.smoothing;
      for (int i = 0; i < mean.length; i++) {
        double m = bestMean(i);
        mean[i] = alpha * mean[i] + (1 - alpha) * m;
        variance[i] = alpha * variance[i] + (1 - alpha) * bestVariance(i, m);
      }
    }

    private double bestMean(int i) {
      double sum = 0;
      for (int k = 0; k < best.count(); k++) {
        sum += candidates[best.index(k) * mean.length + i];
      }
      return sum / best.count();
    }

    private double bestVariance(int i, double m) {
      double sum = 0;
      for (int k = 0; k < best.count(); k++) {
        double difference = candidates[best.index(k) * mean.length + i] - m;
        sum += difference * difference;
      }
      return sum / best.count();
    }

    @Override
    public void save(StateWriter out) {
      random.save(out);
    }

    @Override
    public void load(StateReader in) {
      random.load(in);
    }
  }
}
