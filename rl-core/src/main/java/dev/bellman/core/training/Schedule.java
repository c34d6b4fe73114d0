package dev.bellman.core.training;

/** A number that may change while a training goes on, such as a learning rate. */
public sealed interface Schedule {
  /** How a number without bound is written. */
  String INFINITY = "infinity";

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
      return value == Double.POSITIVE_INFINITY ? INFINITY : Double.toString(value);
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

  /**
   * A straight line from a number to another in the first part of a training, and that one from
   * then on.
   *
   * @param initial the number at the start
   * @param last the number at the end of the line
   * @param fraction the part of the training that the line takes, in (0, 1]
   */
  record Ramp(double initial, double last, double fraction) implements Schedule {

    /**
     * Checks the range.
     *
     * @throws IllegalArgumentException if the fraction is out of it
     */
    public Ramp {
      if (!(fraction > 0 && fraction <= 1)) {
        throw new IllegalArgumentException(
            "Schedule: fraction must be in (0, 1], but is " + fraction);
      }
    }

    @Override
    public double at(double remaining) {
      double part = (1 - remaining) / fraction;
      return part >= 1 ? last : initial + part * (last - initial);
    }

    @Override
    public String toString() {
      return "lin_" + initial + "_" + last + "_" + fraction;
    }
  }

  /**
   * Half a wave from a number down to 0 at the end: {@code initial·(1 + cos(π·(1 − remaining)))/2}.
   *
   * @param initial the number at the start
   */
  record Cosine(double initial) implements Schedule {
    @Override
    public double at(double remaining) {
      return initial * (1 + StrictMath.cos(Math.PI * (1 - remaining))) / 2;
    }

    @Override
    public String toString() {
      return "cos_" + initial;
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

  /** Half a cosine wave from a number down to 0. */
  static Schedule cosine(double initial) {
    return new Cosine(initial);
  }

  /** A straight line between two numbers that takes only the first part of a training. */
  static Schedule ramp(double initial, double last, double fraction) {
    return new Ramp(initial, last, fraction);
  }

  /**
   * Reads what {@link Object#toString} writes: {@code 2.5e-4}, {@code lin_2.5e-4} for a line to 0,
   * {@code cos_2.5e-4} for half a wave, or {@code lin_1_0.05_0.1} for one from 1 to 0.05 in the
   * first tenth of the training.
   *
   * @throws IllegalArgumentException if it is none of these
   */
  static Schedule parse(String text) {
    try {
      String[] parts = text.split("_");
      if (text.startsWith("lin_") && parts.length == 4) {
        return ramp(
            Double.parseDouble(parts[1]),
            Double.parseDouble(parts[2]),
            Double.parseDouble(parts[3]));
      }
      if (text.startsWith("cos_")) {
        return cosine(Double.parseDouble(text.substring(4)));
      }
      return text.startsWith("lin_")
          ? linear(Double.parseDouble(text.substring(4)))
          : constant(
              text.equalsIgnoreCase(INFINITY)
                  ? Double.POSITIVE_INFINITY
                  : Double.parseDouble(text));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "Schedule: '"
              + text
              + "' is neither a number nor lin_ or cos_ and a number nor lin_ and three numbers",
          e);
    }
  }
}
