package dev.bellman.bench.run;

import java.math.BigDecimal;

/** Numbers as NumPy and Python print them: the shortest digits that read back to the same bits. */
final class Numerals {
  private Numerals() {}

  /** A float as {@code str(numpy.float32(x))}. */
  static String of(float x) {
    return Float.isFinite(x) ? layout(Float.toString(x)) : special(x);
  }

  /** A double as {@code repr(x)}. */
  static String of(double x) {
    return Double.isFinite(x) ? layout(Double.toString(x)) : special(x);
  }

  private static String special(double x) {
    return Double.isNaN(x) ? "nan" : x > 0 ? "inf" : "-inf";
  }

  /** Python's layout of Java's digits: an exponent below 1e-4 and from 1e16 on, else none. */
  private static String layout(String java) {
    BigDecimal value = new BigDecimal(java);
    if (value.signum() == 0) {
      return java.startsWith("-") ? "-0.0" : "0.0";
    }
    value = value.stripTrailingZeros();
    int exponent = value.precision() - value.scale() - 1;
    if (exponent >= -4 && exponent < 16) {
      String plain = value.toPlainString();
      return plain.indexOf('.') < 0 ? plain + ".0" : plain;
    }
    String digits = value.unscaledValue().abs().toString();
    String fraction = digits.length() == 1 ? "" : "." + digits.substring(1);
    String sign = value.signum() < 0 ? "-" : "";
    int size = Math.abs(exponent);
    return sign
        + digits.charAt(0)
        + fraction
        + (exponent < 0 ? "e-" : "e+")
        + (size < 10 ? "0" : "")
        + size;
  }
}
