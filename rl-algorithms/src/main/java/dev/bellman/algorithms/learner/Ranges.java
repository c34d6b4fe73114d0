package dev.bellman.algorithms.learner;

import dev.bellman.core.training.Schedule;
import java.util.List;

/**
 * The ranges that configurations have in common; each method throws an {@link
 * IllegalArgumentException} with the name and the value that is out of range.
 *
 * @param algorithm what messages call the algorithm
 */
public record Ranges(String algorithm) {

  /** γ in [0, 1]. */
  public Ranges gamma(double gamma) {
    return fraction("gamma", gamma);
  }

  /** A number in [0, 1]. */
  public Ranges fraction(String name, double value) {
    return require(value >= 0 && value <= 1, name + " must be in [0, 1]", value);
  }

  /** A schedule within [0, 1]. */
  public Ranges fraction(String name, Schedule schedule) {
    double least = Math.min(schedule.initial(), schedule.at(0));
    double most = Math.max(schedule.initial(), schedule.at(0));
    return require(least >= 0 && most <= 1, name + " must be in [0, 1]", schedule);
  }

  /** τ in (0, 1]. */
  public Ranges tau(double tau) {
    return require(tau > 0 && tau <= 1, "tau must be in (0, 1]", tau);
  }

  /** A learning rate that begins positive and finite. */
  public Ranges learningRate(String name, Schedule rate) {
    return positiveAndFinite(name, rate.initial(), rate);
  }

  /** A learning rate that begins finite and ≥ 0; 0 learns nothing. */
  public Ranges learningRateOrNone(String name, Schedule rate) {
    double initial = rate.initial();
    return require(
        initial >= 0 && initial < Double.POSITIVE_INFINITY, name + " must be ≥ 0 and finite", rate);
  }

  /** A number &gt; 0 and finite. */
  public Ranges positiveAndFinite(String name, double value) {
    return positiveAndFinite(name, value, value);
  }

  private Ranges positiveAndFinite(String name, double value, Object shown) {
    return require(
        value > 0 && value < Double.POSITIVE_INFINITY,
        name + " must be positive and finite",
        shown);
  }

  /** A number &gt; 0, maybe infinite. */
  public Ranges positive(String name, double value) {
    return require(value > 0, name + " must be positive", value);
  }

  /** A number ≥ 0, maybe infinite. */
  public Ranges notNegative(String name, double value) {
    return require(value >= 0, name + " must be ≥ 0", value);
  }

  /** A number ≥ 0 and finite. */
  public Ranges notNegativeAndFinite(String name, double value) {
    return require(
        value >= 0 && value < Double.POSITIVE_INFINITY, name + " must be ≥ 0 and finite", value);
  }

  /** A finite number. */
  public Ranges finite(String name, double value) {
    return require(Double.isFinite(value), name + " must be finite", value);
  }

  /** A whole number of at least so many. */
  public Ranges atLeast(String name, long least, long value) {
    return require(value >= least, name + " must be at least " + least, value);
  }

  /** Widths of hidden layers. */
  public Ranges hidden(List<Integer> hidden) {
    return require(
        hidden.stream().allMatch(h -> h >= 1), "hidden widths must be at least 1", hidden);
  }

  /** Whatever else must hold. */
  public Ranges require(boolean holds, String rule, Object value) {
    if (!holds) {
      throw new IllegalArgumentException(algorithm + ": " + rule + ", but is " + value);
    }
    return this;
  }
}
