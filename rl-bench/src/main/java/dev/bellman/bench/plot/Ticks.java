package dev.bellman.bench.plot;

import java.math.BigDecimal;
import java.math.MathContext;

/** Labels of an axis of steps: {@code 250 k}, {@code 1.5 M}. */
final class Ticks {
  private Ticks() {}

  /** A tick of an axis that ends at {@code last}, in the unit of that end. */
  static String steps(double steps, double last) {
    if (steps == 0 || last < 1e4) {
      return plain(steps);
    }
    return last < 1e6 ? plain(steps / 1e3) + " k" : plain(steps / 1e6) + " M";
  }

  private static String plain(double x) {
    BigDecimal rounded = new BigDecimal(x).round(new MathContext(6));
    return (rounded.signum() == 0 ? BigDecimal.ZERO : rounded.stripTrailingZeros()).toPlainString();
  }
}
