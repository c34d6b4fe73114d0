package dev.bellman.algorithms;

import dev.bellman.autograd.op.Region;
import dev.bellman.core.checkpoint.StateReader;
import dev.bellman.core.checkpoint.StateWriter;
import dev.bellman.core.checkpoint.Stateful;
import dev.bellman.core.experience.TransitionSource;
import dev.bellman.core.experience.Transitions;
import dev.bellman.core.random.Pcg64;

/** Batches of random transitions, the same ones for the same seed. */
public final class RandomTransitions implements TransitionSource, Stateful {
  private final Pcg64 random;
  private final int choices;
  private double scale = 1;

  private RandomTransitions(long seed, int choices) {
    this.random = Pcg64.of(seed);
    this.choices = choices;
  }

  /** With actions in [−1, 1]. */
  public static RandomTransitions box(long seed) {
    return new RandomTransitions(seed, 0);
  }

  /** With actions 0 … choices − 1. */
  public static RandomTransitions discrete(long seed, int choices) {
    return new RandomTransitions(seed, choices);
  }

  /** The same with rewards times {@code factor}. */
  public RandomTransitions rewards(double factor) {
    scale = factor;
    return this;
  }

  @Override
  public void write(int rows, Transitions out) {
    for (int i = 0; i < rows; i++) {
      fill(out.observations(), i);
      fill(out.nextObservations(), i);
      for (int j = 0; j < out.actions().columns(); j++) {
        double action = choices > 0 ? random.integers(choices) : random.uniform(-1, 1);
        out.actions().set(i, j, (float) action);
      }
      out.rewards().set(i, 0, (float) (scale * random.nextGaussian()));
      out.discounts().set(i, 0, random.integers(5) == 0 ? 0 : 0.9f);
    }
  }

  private void fill(Region region, int row) {
    for (int j = 0; j < region.columns(); j++) {
      region.set(row, j, (float) random.nextGaussian());
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
