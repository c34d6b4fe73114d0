package dev.bellman.algorithms.tabular;

import dev.bellman.core.training.Schedule;

/** α, the part of an error by which an update corrects a table entry. */
public sealed interface StepSize {

  /**
   * Its value.
   *
   * @param remaining the part of the training that is still to come, from 1 down to 0
   * @param visits N(s, a), the update in question counted: ≥ 1
   */
  double of(double remaining, long visits);

  /**
   * The same for all entries, on a schedule.
   *
   * @param schedule of α, beginning in (0, 1]
   */
  record Scheduled(Schedule schedule) implements StepSize {

    /**
     * Checks the range.
     *
     * @throws IllegalArgumentException if it does not begin in (0, 1]
     */
    public Scheduled {
      if (!(schedule.initial() > 0 && schedule.initial() <= 1)) {
        throw new IllegalArgumentException("stepSize must be in (0, 1], but is " + schedule);
      }
    }

    @Override
    public double of(double remaining, long visits) {
      return schedule.at(remaining);
    }

    @Override
    public String toString() {
      return schedule.toString();
    }
  }

  /**
   * Falls with the visits of the entry: {@code N(s, a)^−ω}. With ω = 1 an entry is the mean of its
   * targets; with ω in (½, 1] Robbins and Monro's conditions hold.
   *
   * @param exponent ω in (0, 1]
   */
  record Visits(double exponent) implements StepSize {

    /**
     * Checks the range.
     *
     * @throws IllegalArgumentException if ω is not in (0, 1]
     */
    public Visits {
      if (!(exponent > 0 && exponent <= 1)) {
        throw new IllegalArgumentException(
            "stepSize: the exponent of visits must be in (0, 1], but is " + exponent);
      }
    }

    /** 1/N(s, a). */
    public static Visits defaults() {
      return new Visits(1);
    }

    @Override
    public double of(double remaining, long visits) {
      return exponent == 1 ? 1.0 / visits : Math.pow(visits, -exponent);
    }

    @Override
    public String toString() {
      return exponent == 1 ? "visits" : "visits_" + exponent;
    }
  }

  /** The same number throughout. */
  static StepSize constant(double value) {
    return new Scheduled(Schedule.constant(value));
  }

  /** 1/N(s, a). */
  static StepSize visits() {
    return Visits.defaults();
  }

  /**
   * Reads what {@link Object#toString} writes: {@code 0.5}, {@code lin_0.5}, {@code visits} or
   * {@code visits_0.8}.
   *
   * @throws IllegalArgumentException if it is none of these or out of range
   */
  static StepSize parse(String text) {
    if (text.equals("visits")) {
      return visits();
    }
    try {
      return text.startsWith("visits_")
          ? new Visits(Double.parseDouble(text.substring(7)))
          : new Scheduled(Schedule.parse(text));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("stepSize: '" + text + "' is not visits_ and a number", e);
    }
  }
}
