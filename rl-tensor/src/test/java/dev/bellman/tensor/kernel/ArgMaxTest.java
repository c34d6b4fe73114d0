package dev.bellman.tensor.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellman.tensor.kernel.simd.SimdKernels;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Of several largest elements the first counts, as in NumPy, on whichever lanes they lie. */
class ArgMaxTest {
  private static final int OFFSET = 3;

  /** Rows of less and of more than two vectors, of whatever lanes. */
  private static final int[] LENGTHS = {2, 7, 8, 9, 16, 31, 32, 33, 40};

  static Stream<Arguments> cases() {
    float inf = Float.POSITIVE_INFINITY;
    float[][] equal = {{1, 1}, {inf, inf}, {Float.NaN, Float.NaN}, {0f, -0f}, {-0f, 0f}};
    return Stream.of(new ScalarKernels(), new SimdKernels())
        .flatMap(kernels -> Stream.of(equal).map(pair -> Arguments.of(kernels, pair[0], pair[1])));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void ofEqualElementsTheFirstCounts(Kernels kernels, float largest, float another) {
    for (int n : LENGTHS) {
      float[] a = new float[OFFSET + 2 * n];
      float[] out = new float[2];
      for (int first = 0; first < n; first++) {
        for (int second = first + 1; second < n; second++) {
          Arrays.fill(a, -1);
          a[OFFSET + first] = largest;
          a[OFFSET + second] = another;
          Arrays.fill(a, OFFSET + n, OFFSET + 2 * n, largest);
          kernels.argMax(2, n, a, OFFSET, n, out, 0);

          assertThat(out).as("%d and %d of %d", first, second, n).containsExactly(first, 0);
        }
      }
    }
  }
}
