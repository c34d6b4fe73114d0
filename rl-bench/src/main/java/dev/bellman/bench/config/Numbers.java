package dev.bellman.bench.config;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Numbers as users type them, whatever the locale: {@code 1e6}, {@code 1_000}, {@code none}. */
public final class Numbers {
  private Numbers() {}

  /**
   * A whole number; {@code 1e6} and {@code 1_000_000} are whole too.
   *
   * @throws NumberFormatException if it is no whole number or too large for a long
   */
  public static long whole(String text) {
    try {
      return new BigDecimal(plain(text)).longValueExact();
    } catch (ArithmeticException e) {
      throw new NumberFormatException("'" + text + "' is no whole number in the range of a long");
    }
  }

  /**
   * A real number; {@code infinity} and {@code none} (no bound) are +∞.
   *
   * @throws NumberFormatException if it is no number
   */
  public static double real(String text) {
    return switch (plain(text)) {
      case "infinity", "inf", "none" -> Double.POSITIVE_INFINITY;
      case "-infinity", "-inf" -> Double.NEGATIVE_INFINITY;
      default -> new BigDecimal(plain(text)).doubleValue();
    };
  }

  /** A figure for people: six significant digits, without an exponent. */
  public static String figure(double x) {
    if (!Double.isFinite(x)) {
      return Double.toString(x);
    }
    BigDecimal rounded = new BigDecimal(x).round(new MathContext(6));
    return (rounded.signum() == 0 ? BigDecimal.ZERO : rounded.stripTrailingZeros()).toPlainString();
  }

  private static String plain(String text) {
    return text.strip().replace("_", "").toLowerCase(Locale.ROOT);
  }
}
