package dev.bellman.tensor.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Accuracy against double precision over a stride through all floats, and the special values. */
class ScalarFunctionsTest {

  // odd and prime, so that all low bits occur
  private static final int STRIDE = 1009;

  private interface FloatFunction {
    float apply(float x);
  }

  static Stream<Arguments> functions() {
    return Stream.of(
        arguments("exp", (FloatFunction) ScalarFunctions::exp, (DoubleUnaryOperator) Math::exp),
        arguments("log", (FloatFunction) ScalarFunctions::log, (DoubleUnaryOperator) Math::log),
        arguments("tanh", (FloatFunction) ScalarFunctions::tanh, (DoubleUnaryOperator) Math::tanh),
        arguments(
            "sigmoid",
            (FloatFunction) ScalarFunctions::sigmoid,
            (DoubleUnaryOperator) x -> 1 / (1 + Math.exp(-x))),
        arguments(
            "silu",
            (FloatFunction) ScalarFunctions::silu,
            (DoubleUnaryOperator) x -> Math.max(x, -1000) / (1 + Math.exp(-x))),
        arguments(
            "softplus",
            (FloatFunction) ScalarFunctions::softplus,
            (DoubleUnaryOperator)
                x -> x > 0 ? x + Math.log1p(Math.exp(-x)) : Math.log1p(Math.exp(x))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("functions")
  void isWithinFourUlpOfTheTrueValueEverywhere(
      String name, FloatFunction function, DoubleUnaryOperator truth) {
    double worst = 0;
    float at = 0;
    for (long bits = Integer.MIN_VALUE; bits <= Integer.MAX_VALUE; bits += STRIDE) {
      float x = Float.intBitsToFloat((int) bits);
      double ulps = ulps(function.apply(x), truth.applyAsDouble(x));
      if (ulps > worst) {
        worst = ulps;
        at = x;
      }
    }
    assertThat(worst).as("ulp of %s, worst at %s", name, at).isLessThanOrEqualTo(4.0);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("functions")
  void agreesWithTheTruthOnSpecialValues(
      String name, FloatFunction function, DoubleUnaryOperator truth) {
    float[] special = {
      0f,
      -0f,
      Float.MIN_VALUE,
      -Float.MIN_VALUE,
      Float.MIN_NORMAL,
      -Float.MIN_NORMAL,
      1f,
      -1f,
      Float.MAX_VALUE,
      -Float.MAX_VALUE,
      Float.POSITIVE_INFINITY,
      Float.NEGATIVE_INFINITY,
      Float.NaN,
      88.722839f,
      88.72284f,
      -103.97207f,
      -103.97208f,
      -87.33655f,
      1.0000001f,
      0.99999994f
    };
    for (float x : special) {
      float got = function.apply(x);
      double expected = truth.applyAsDouble(x);
      assertThat(ulps(got, expected)).as("%s(%s) = %s", name, x, got).isLessThanOrEqualTo(4.0);
      if (expected == 0) {
        assertThat(got).as("sign of %s(%s)", name, x).isEqualTo((float) expected);
      }
    }
  }

  @Test
  void sineAndCosineAreWithinFourUlpOrATenMillionth() {
    double worst = 0;
    int last = Float.floatToRawIntBits(1e4f);
    for (int bits = 0; bits <= last; bits += 509) {
      for (float x : new float[] {Float.intBitsToFloat(bits), -Float.intBitsToFloat(bits)}) {
        worst = Math.max(worst, absoluteOrUlps(ScalarFunctions.sine(x), Math.sin(x)));
        worst = Math.max(worst, absoluteOrUlps(ScalarFunctions.cosine(x), Math.cos(x)));
      }
    }
    assertThat(worst).isLessThanOrEqualTo(1);
  }

  @Test
  void theSlopeOfSiluIsWithinFourUlpOrATenMillionth() {
    double worst = 0;
    for (long bits = Integer.MIN_VALUE; bits <= Integer.MAX_VALUE; bits += STRIDE) {
      float x = Float.intBitsToFloat((int) bits);
      if (!Float.isNaN(x)) {
        worst = Math.max(worst, absoluteOrUlps(ScalarFunctions.siluGradient(1, x), slope(x)));
      }
    }
    for (int i = -20_000; i <= 20_000; i++) { // where it crosses 0 and its extremes
      float x = i * 2.5e-4f;
      worst = Math.max(worst, absoluteOrUlps(ScalarFunctions.siluGradient(1, x), slope(x)));
    }
    assertThat(worst).isLessThanOrEqualTo(1);
  }

  private static double slope(double x) {
    double bounded = Math.clamp(x, -300, 300);
    double z = Math.exp(-bounded);
    return (1 + z + bounded * z) / ((1 + z) * (1 + z));
  }

  @Test
  void siluAndItsSlopeAreRightFarOut() {
    assertThat(ScalarFunctions.silu(-200f)).isEqualTo(-0f);
    assertThat(ScalarFunctions.silu(200f)).isEqualTo(200f);
    assertThat(ScalarFunctions.siluGradient(3f, -200f)).isBetween(-5e-36f, 0f);
    assertThat(ScalarFunctions.siluGradient(3f, Float.NEGATIVE_INFINITY)).isBetween(-5e-36f, 0f);
    assertThat(ScalarFunctions.siluGradient(3f, 200f)).isEqualTo(3f);
    assertThat(ScalarFunctions.siluGradient(3f, Float.POSITIVE_INFINITY)).isEqualTo(3f);
    assertThat(ScalarFunctions.siluGradient(3f, Float.NaN)).isNaN();
    assertThat(ScalarFunctions.siluGradient(Float.NaN, 3f)).isNaN();
  }

  /** A row of zeros passes as zeros wherever the slope is negative. */
  @Test
  void aGradientOfZeroStaysAPositiveZero() {
    for (float x : new float[] {-80f, -50f, -2f, -1.278f, 0f, 3f}) {
      for (float zero : new float[] {0f, -0f}) {
        assertThat(Float.floatToRawIntBits(ScalarFunctions.siluGradient(zero, x))).isZero();
      }
    }
  }

  /** 1 is the most that is allowed. */
  private static double absoluteOrUlps(float got, double expected) {
    return Math.min(Math.abs(got - expected) / 1e-7, ulps(got, expected) / 4);
  }

  /** Distance in units of the last place of the float next to the true value. */
  private static double ulps(float got, double expected) {
    if (Double.isNaN(expected)) {
      return Float.isNaN(got) ? 0 : Double.POSITIVE_INFINITY;
    }
    float nearest = (float) expected;
    if (got == nearest) {
      return Float.isInfinite(got) ? 0 : Math.abs(got - expected) / Math.ulp(nearest);
    }
    if (Float.isInfinite(got) || Float.isInfinite(nearest) || Float.isNaN(got)) {
      return Double.POSITIVE_INFINITY;
    }
    return Math.abs(got - expected) / Math.ulp(nearest);
  }
}
