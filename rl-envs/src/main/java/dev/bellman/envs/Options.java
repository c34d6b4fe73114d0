package dev.bellman.envs;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The options of one environment, as text: the defaults that it declares, some of them replaced.
 *
 * <p>Only declared names exist, and a value that does not read as what it has to be is refused with
 * a sentence that names it. Immutable.
 */
public final class Options {
  private final String owner;
  private final Map<String, String> values;

  private Options(String owner, Map<String, String> values) {
    this.owner = owner;
    this.values = values;
  }

  /**
   * {@code defaults}, overridden by {@code given}.
   *
   * @param owner whose options these are, for messages
   * @throws IllegalArgumentException if a given name is not among the defaults
   */
  public static Options of(String owner, Map<String, String> defaults, Map<String, String> given) {
    Map<String, String> values = new LinkedHashMap<>(defaults);
    given.forEach(
        (name, value) -> {
          if (values.replace(name, value) == null) {
            throw new IllegalArgumentException(
                owner + ": unknown option " + name + "; " + Nearest.hint(name, defaults.keySet()));
          }
        });
    return new Options(owner, values);
  }

  /** The text of an option. */
  public String text(String name) {
    String value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException(owner + ": option " + name + " is not declared");
    }
    return value;
  }

  /** An option that is one of {@code choices}. */
  public String choice(String name, String... choices) {
    String value = text(name);
    if (!Arrays.asList(choices).contains(value)) {
      throw refused(name, "one of " + String.join(", ", choices), value);
    }
    return value;
  }

  /** An option that is true or false. */
  public boolean flag(String name) {
    return Boolean.parseBoolean(choice(name, "true", "false"));
  }

  /** An option that is a finite number. */
  public double number(String name) {
    String value = text(name);
    try {
      double number = Double.parseDouble(value);
      if (Double.isFinite(number)) {
        return number;
      }
    } catch (NumberFormatException e) {
      // refused below, like a number that is not finite
    }
    throw refused(name, "a finite number", value);
  }

  /** An option that is a whole number of at least {@code least}. */
  public int integer(String name, int least) {
    String value = text(name);
    try {
      int number = Integer.parseInt(value);
      if (number >= least) {
        return number;
      }
    } catch (NumberFormatException e) {
      // refused below, like a number that is too small
    }
    throw refused(name, "a whole number ≥ " + least, value);
  }

  private IllegalArgumentException refused(String name, String wanted, String value) {
    return new IllegalArgumentException(
        owner + ": option " + name + " must be " + wanted + ", but is " + value);
  }
}
