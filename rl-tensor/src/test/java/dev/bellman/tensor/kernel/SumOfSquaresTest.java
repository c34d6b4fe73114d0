package dev.bellman.tensor.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.bellman.tensor.kernel.simd.SimdKernels;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Sums of squares of numbers whose squares are no floats, and of more than floats can add up. */
class SumOfSquaresTest {
  private static final int OFFSET = 3;

  static Stream<Arguments> cases() {
    return Stream.of(new ScalarKernels(), new SimdKernels())
        .flatMap(
            kernels ->
                Stream.of(0, 1, 15, 16, 2048, 2049, 5000, 300_000)
                    .flatMap(
                        n ->
                            Stream.of(1e-44f, 1e-25f, 1e-15f, 1f, 1e15f, 1e25f)
                                .map(scale -> Arguments.of(kernels, n, scale))));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void isThatOfDoubles(Kernels kernels, int n, float scale) {
    Random random = new Random(n);
    float[] a = new float[OFFSET + n + 1];
    a[OFFSET + n] = scale; // neither this nor what lies before belongs to the sum
    double sum = 0;
    for (int i = 0; i < n; i++) {
      float x = scale * (1 + random.nextFloat());
      a[OFFSET + i] = x;
      sum += (double) x * x;
    }
    assertThat(kernels.sumOfSquares(n, a, OFFSET)).isCloseTo(sum, within(2e-6 * sum));
  }

  static Stream<Kernels> kernels() {
    return Stream.of(new ScalarKernels(), new SimdKernels());
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void whatIsNoNumberShows(Kernels kernels) {
    float[] a = new float[3000];
    a[2500] = Float.NaN;
    assertThat(kernels.sumOfSquares(3000, a, 0)).isNaN();
    a[2500] = Float.NEGATIVE_INFINITY;
    assertThat(kernels.sumOfSquares(3000, a, 0)).isEqualTo(Double.POSITIVE_INFINITY);
  }
}
