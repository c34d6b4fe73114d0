package dev.bellman.tensor.kernel.simd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellman.tensor.kernel.KernelCase;
import dev.bellman.tensor.kernel.Kernels;
import dev.bellman.tensor.kernel.Operands;
import dev.bellman.tensor.kernel.ScalarKernels;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Against the specification, to the bit; the build runs this at 4, 8 and 16 lanes too. */
class SimdKernelsTest {

  private static final Kernels SCALAR = new ScalarKernels();
  private static final Kernels SIMD = new SimdKernels();

  @ParameterizedTest
  @EnumSource
  void givesTheBitsOfTheSpecification(KernelCase kernel) {
    for (int n : KernelCase.LENGTHS) {
      for (int offset : new int[] {0, 1, 5}) {
        compare(kernel, n, offset, false, false);
        compare(kernel, n, offset, true, false);
        if (kernel.mayBeInPlace()) {
          compare(kernel, n, offset, false, true);
          compare(kernel, n, offset, true, true);
        }
      }
    }
  }

  /** So many short rows that they are taken column by column; some numbers are none. */
  @ParameterizedTest
  @CsvSource({"16, 2", "33, 1", "100, 3", "64, 15", "128, 6"})
  void manyShortRowsGiveTheBitsOfTheSpecification(int m, int n) {
    int lda = n + 2;
    SplittableRandom random = new SplittableRandom(m);
    float[] a = new float[5 + m * lda];
    for (int i = 0; i < a.length; i++) {
      float[] rare = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, -0f, 200, -200};
      int which = random.nextInt(100);
      a[i] = which < rare.length ? rare[which] : random.nextFloat() * 10 - 5;
    }
    float[][] expected = {a.clone(), a.clone(), a.clone()};
    float[][] got = {a.clone(), a.clone(), a.clone()};
    for (float[][] out : List.of(expected, got)) {
      Kernels kernels = out == expected ? SCALAR : SIMD;
      kernels.softmax(m, n, a, 5, lda, out[0], 3, n + 1);
      kernels.logSoftmax(m, n, a, 5, lda, out[1], 3, n + 1);
      kernels.logSumExp(m, n, a, 5, lda, out[2], 3);
    }
    for (int i = 0; i < got.length; i++) {
      assertThat(got[i]).containsExactly(expected[i]);
    }
  }

  @Test
  void hasTheLanesThatWereAskedFor() {
    String wanted = System.getProperty("bellman.lanes");
    assertThat(SIMD.lanes()).isIn(4, 8, 16);
    if (wanted != null) {
      assertThat(SIMD.lanes()).isEqualTo(Integer.parseInt(wanted));
    }
  }

  private static void compare(
      KernelCase kernel, int n, int offset, boolean special, boolean inPlace) {
    long seed = 31L * n + offset;
    Operands expected = new Operands(n, offset, special, inPlace, seed);
    Operands got = expected.copy();
    kernel.call(SCALAR, expected);
    kernel.call(SIMD, got);
    assertThat(got.difference(expected))
        .as(
            "%s, n = %s, offset %s, special %s, in place %s, seed %s",
            kernel, n, offset, special, inPlace, seed)
        .isEmpty();
  }
}
