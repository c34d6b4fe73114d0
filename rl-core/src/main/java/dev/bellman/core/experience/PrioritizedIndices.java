package dev.bellman.core.experience;

import dev.bellman.autograd.op.Region;
import dev.bellman.core.checkpoint.StateReader;
import dev.bellman.core.checkpoint.StateWriter;
import dev.bellman.core.random.Pcg64;
import dev.bellman.core.training.Schedule;

/**
 * Rows drawn the more often the more their values were wrong; weights undo what that does to
 * expectations.
 *
 * <pre>{@code
 * p = (|δ| + ε)^α, of a new row the largest p so far              (1)
 * P(i) = pᵢ / Σ p, one row from each of B equal parts of the sum  (2)
 * w(i) = (N·P(i))^−β / max_j (N·P(j))^−β                          (3)
 * }</pre>
 *
 * <p>The maximum in (3) is over the whole buffer. Schaul et al., "Prioritized Experience Replay"
 * (2016).
 */
public final class PrioritizedIndices implements Indices {

  /**
   * The constants.
   *
   * @param alpha α ≥ 0; 0 draws uniformly
   * @param beta β in [0, 1]
   * @param epsilon ε &gt; 0
   */
  public record Config(double alpha, Schedule beta, double epsilon) {

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException with the name and the value that is out of range
     */
    public Config {
      if (!(alpha >= 0 && alpha < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException("PrioritizedIndices: alpha must be ≥ 0, is " + alpha);
      }
      if (!(beta.initial() >= 0 && beta.initial() <= 1)) {
        throw new IllegalArgumentException(
            "PrioritizedIndices: beta must begin in [0, 1], but is " + beta);
      }
      if (!(epsilon > 0 && epsilon < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "PrioritizedIndices: epsilon must be positive, but is " + epsilon);
      }
    }

    /** OpenAI baselines': α = 0.6, β from 0.4 to 1, ε = 1e-6. */
    public static Config defaults() {
      return new Config(0.6, Schedule.ramp(0.4, 1, 1), 1e-6);
    }
  }

  private final Config config;
  private final Pcg64 random;
  private final PriorityTree priorities;
  private double largest = 1;
  private double beta;
  private long seen;
  private int size;
  private int[] drawn = new int[0];

  /**
   * Rows of a buffer of this capacity.
   *
   * @param random belongs to it from now on
   */
  public PrioritizedIndices(int capacity, Config config, Pcg64 random) {
    this.config = config;
    this.random = random;
    this.priorities = new PriorityTree(capacity);
    this.beta = config.beta.initial();
  }

  @Override
  public void schedule(double remaining) {
    beta = config.beta.at(remaining);
  }

  @Override
  public void draw(ReplayBuffer buffer, int count, int[] out) {
    welcome(buffer);
    size = buffer.size();
    if (drawn.length < count) {
      drawn = new int[count];
    }
    double part = priorities.sum() / count;
    for (int i = 0; i < count; i++) {
      out[i] = priorities.find((i + random.random()) * part); // (2)
      drawn[i] = out[i];
    }
  }

  /** Gives the rows that were added since the last draw the largest priority. */
  private void welcome(ReplayBuffer buffer) {
    long fresh = Math.min(buffer.added() - seen, buffer.size());
    for (long k = fresh; k > 0; k--) {
      priorities.set((int) Math.floorMod(buffer.next() - k, (long) buffer.capacity()), largest);
    }
    seen = buffer.added();
  }

  @Override
  public void weigh(int from, int count, Region out) {
    double least = priorities.min();
    for (int i = 0; i < count; i++) {
      // (3): N and Σ p cancel
      out.set(from + i, 0, (float) Math.pow(priorities.get(drawn[i]) / least, -beta));
    }
  }

  @Override
  public void learned(float[] errors, int at, int count) {
    for (int i = 0; i < count; i++) {
      double p = Math.pow(Math.abs(errors[at + i]) + config.epsilon, config.alpha); // (1)
      priorities.set(drawn[i], p);
      largest = Math.max(largest, p);
    }
  }

  /** The probability that one draw gives row {@code i}: P(i). */
  public double probability(int i) {
    return priorities.get(i) / priorities.sum();
  }

  @Override
  public void save(StateWriter out) {
    double[] values = new double[size];
    for (int i = 0; i < size; i++) {
      values[i] = priorities.get(i);
    }
    out.put("random", random);
    out.put("position", seen, size);
    out.put("priorities", values);
    out.put("largest", largest, beta);
  }

  @Override
  public void load(StateReader in) {
    long[] position = new long[2];
    double[] numbers = new double[2];
    in.get("random", random);
    in.get("position", position);
    in.get("largest", numbers);
    for (int i = (int) position[1]; i < size; i++) {
      priorities.set(i, 0); // rows that there are no longer
    }
    seen = position[0];
    size = (int) position[1];
    largest = numbers[0];
    beta = numbers[1];
    double[] values = new double[size];
    in.get("priorities", values);
    for (int i = 0; i < size; i++) {
      priorities.set(i, values[i]);
    }
  }
}
