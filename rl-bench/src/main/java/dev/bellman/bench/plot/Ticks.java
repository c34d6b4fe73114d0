package dev.bellman.bench.plot;

import java.math.BigDecimal;
import java.math.MathContext;

/** Labels of an axis of steps: {@code 250 k}, {@code 1.5 M}. */
final class Ticks {
  private Ticks() {}

  static String steps(double steps) {
    if (Math.abs(steps) >= 1e6) {
      return plain(steps / 1e6) + " M";
    }
    return Math.abs(steps) >= 1e4 ? plain(steps / 1e3) + " k" : plain(steps);
  }

  private static String plain(double x) {
    BigDecimal rounded = new BigDecimal(x).round(new MathContext(6));
    return (rounded.signum() == 0 ? BigDecimal.ZERO : rounded.stripTrailingZeros()).toPlainString();
  }
}
