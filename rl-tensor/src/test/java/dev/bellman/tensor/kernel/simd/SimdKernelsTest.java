package dev.bellman.tensor.kernel.simd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellman.tensor.kernel.KernelCase;
import dev.bellman.tensor.kernel.Kernels;
import dev.bellman.tensor.kernel.Operands;
import dev.bellman.tensor.kernel.ScalarKernels;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
