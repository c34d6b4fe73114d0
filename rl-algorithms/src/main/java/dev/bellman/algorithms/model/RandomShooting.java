package dev.bellman.algorithms.model;

import dev.bellman.algorithms.learner.Ranges;
import dev.bellman.core.checkpoint.StateReader;
import dev.bellman.core.checkpoint.StateWriter;
import dev.bellman.core.random.Pcg64;
import dev.bellman.core.space.Box;

/**
 * Random shooting: the best of some points drawn uniformly from the box, wherever the search is
 * said to begin.
 *
 * <pre>{@code
 * x₁ … x_N ~ U(low, high);   argmax_x f(x) among them
 * }</pre>
 *
 * <p>Nagabandi et al., "Neural Network Dynamics for Model-Based Deep Reinforcement Learning with
 * Model-Free Fine-Tuning" (2018).
 *
 * @param population N ≥ 1
 */
public record RandomShooting(int population) implements Search {

  /**
   * Checks the range.
   *
   * @throws IllegalArgumentException if the population is out of it
   */
  public RandomShooting {
    new Ranges("random-shooting").atLeast("population", 1, population);
  }

  /** As many values as {@link Cem#defaults()} asks for: those of PETS's half-cheetah. */
  public static RandomShooting defaults() {
    return new RandomShooting(2500);
  }

  @Override
  public Maximizer over(Box box, Pcg64 random) {
    return new Shooting(this, Bounds.of("random-shooting", box), random);
  }

  private static final class Shooting implements Maximizer {
    private final Bounds bounds;
    private final Pcg64 random;
    private final float[] candidates;
    private final double[] values;
    private final Best best = new Best(1);

    Shooting(RandomShooting config, Bounds bounds, Pcg64 random) {
      this.bounds = bounds;
      this.random = random;
      this.candidates = new float[Math.multiplyExact(config.population, bounds.size())];
      this.values = new double[config.population];
    }

    @Override
    public void maximize(Objective objective, float[] x) {
      bounds.require(x);
      int n = bounds.size();
      for (int i = 0; i < candidates.length; i++) {
        candidates[i] = (float) random.uniform(bounds.low()[i % n], bounds.high()[i % n]);
      }
      objective.values(values.length, candidates, values);
      best.select(values);
      if (best.count() > 0) {
        System.arraycopy(candidates, best.index(0) * n, x, 0, n);
      }
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
