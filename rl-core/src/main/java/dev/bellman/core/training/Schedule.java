package dev.bellman.core.training;

/** A number that may change while a training goes on, such as a learning rate. */
public sealed interface Schedule {

  /**
   * Its value.
   *
   * @param remaining the part of the training that is still to come, from 1 down to 0
   */
  double at(double remaining);

  /** The value at the start of a training. */
  double initial();

  /**
   * The same number throughout.
   *
   * @param value the number
   */
  record Constant(double value) implements Schedule {
    @Override
    public double at(double remaining) {
      return value;
    }

    @Override
    public double initial() {
      return value;
    }

    @Override
    public String toString() {
      return Double.toString(value);
    }
  }

  /**
   * A straight line from a number down to 0 at the end: {@code initial·remaining}.
   *
   * @param initial the number at the start
   */
  record Linear(double initial) implements Schedule {
    @Override
    public double at(double remaining) {
      return initial * remaining;
    }

    @Override
    public String toString() {
      return "lin_" + initial;
    }
  }

  /** The same number throughout. */
  static Schedule constant(double value) {
    return new Constant(value);
  }

  /** A straight line from a number down to 0. */
  static Schedule linear(double initial) {
    return new Linear(initial);
  }

  /**
   * Reads what {@link Object#toString} writes: {@code 2.5e-4}, or {@code lin_2.5e-4} for a line to
   * 0.
   *
   * @throws IllegalArgumentException if it is neither
   */
  static Schedule parse(String text) {
    try {
      return text.startsWith("lin_")
          ? linear(Double.parseDouble(text.substring(4)))
          : constant(Double.parseDouble(text));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "Schedule: '" + text + "' is neither a number nor lin_ and a number", e);
    }
  }
}
