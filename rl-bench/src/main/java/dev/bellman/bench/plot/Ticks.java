package dev.bellman.bench.plot;

import java.math.BigDecimal;
import java.math.MathContext;

/** Labels of axes: {@code 250 k} or {@code 1.5 M} steps, {@code 1e-5}. */
final class Ticks {
  private Ticks() {}

  /**
   * A tick of an axis that ends at {@code last}, in the unit of that end; blank between steps, of
   * which there are no parts.
   */
  static String steps(double steps, double last) {
    if (steps == 0 || last < 1e4) {
      return Math.abs(steps - Math.rint(steps)) < 1e-9 ? plain(steps) : "";
    }
    return last < 1e6 ? plain(steps / 1e3) + " k" : plain(steps / 1e6) + " M";
  }

  /** A tick of a logarithmic axis: blank unless it is a power of ten. */
  static String power(double x) {
    double exponent = Math.log10(x);
    return Math.abs(exponent - Math.rint(exponent)) < 1e-9 ? "1e" + Math.round(exponent) : "";
  }

  /** A number as it is, to six digits. */
  static String plain(double x) {
    BigDecimal rounded = new BigDecimal(x).round(new MathContext(6));
    return (rounded.signum() == 0 ? BigDecimal.ZERO : rounded.stripTrailingZeros()).toPlainString();
  }
}
