package dev.bellman.tensor.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.sun.management.ThreadMXBean;
import dev.bellman.tensor.kernel.simd.SimdKernels;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What changes when a kernel has been compiled: its speed and its garbage, but not its bits. */
class WarmKernelsTest {

  private static final int REPETITIONS = 20_000;

  /** Vectors that the machine does not have are objects, and slow, however warm. */
  @BeforeEach
  void theMachineHasTheseLanes() {
    assumeThat(System.getProperty("bellman.lanes")).isNull();
  }

  @ParameterizedTest
  @EnumSource
  void simdGivesTheSameBitsColdAndWarm(KernelCase kernel) {
    assertSameBits(kernel, new SimdKernels());
  }

  @ParameterizedTest
  @EnumSource
  void scalarGivesTheSameBitsColdAndWarm(KernelCase kernel) {
    assertSameBits(kernel, new ScalarKernels());
  }

  @ParameterizedTest
  @EnumSource
  void simdAllocatesNothingOnceWarm(KernelCase kernel) throws InterruptedException {
    Kernels kernels = new SimdKernels();
    Operands operands = new Operands(107, 3, false, false, 1);
    repeat(kernel, kernels, operands);
    assertThat(leastBytesOf(1000, () -> kernel.call(kernels, operands)))
        .as("bytes of 1000 calls of %s", kernel)
        .isZero();
  }

  /** Its products are long: fewer calls. */
  @Test
  void leavingZerosOutAllocatesNothingOnceWarm() throws InterruptedException {
    Kernels kernels = new SimdKernels();
    int m = 64;
    int n = 128;
    float[] a = new float[m * m];
    for (int i = 0; i < a.length; i += 2) {
      a[i] = i;
    }
    float[] b = new float[m * n];
    float[] packed = new float[kernels.packedSize(m, n)];
    float[] c = new float[m * n];
    Runnable products =
        () -> {
          kernels.gemm(true, false, m, n, m, a, 0, m, b, 0, n, false, c, 0, n);
          kernels.gemmPacked(m, n, m, a, 0, m, packed, 0, Epilogue.NONE, null, 0, 0, c, 0, n);
        };
    assertThat(leastBytesOf(100, products)).as("bytes of 100 calls").isZero();
  }

  private static long leastBytesOf(int calls, Runnable call) throws InterruptedException {
    ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long least = Long.MAX_VALUE;
    for (int round = 0; round < 1000 && least > 0; round++) {
      long before = thread.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < calls; i++) {
        call.run();
      }
      least = Math.min(least, thread.getCurrentThreadAllocatedBytes() - before);
      // the compiler works in the background: on a busy machine it needs its turn
      Thread.sleep(least > 0 ? 20 : 0);
    }
    return least;
  }

  private static void assertSameBits(KernelCase kernel, Kernels kernels) {
    Operands start = new Operands(107, 3, false, false, 2);
    Operands special = new Operands(107, 3, true, false, 2);
    Operands cold = start.copy();
    Operands coldSpecial = special.copy();
    kernel.call(kernels, cold);
    kernel.call(kernels, coldSpecial);
    repeat(kernel, kernels, start.copy());
    Operands warm = start.copy();
    Operands warmSpecial = special.copy();
    kernel.call(kernels, warm);
    kernel.call(kernels, warmSpecial);
    assertThat(warm.difference(cold)).as("%s", kernel).isEmpty();
    assertThat(warmSpecial.difference(coldSpecial)).as("%s, special", kernel).isEmpty();
  }

  private static void repeat(KernelCase kernel, Kernels kernels, Operands operands) {
    for (int i = 0; i < REPETITIONS; i++) {
      kernel.call(kernels, operands);
    }
  }
}
