package dev.bellman.tensor.kernel.simd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellman.tensor.kernel.ScalarKernels;
import dev.bellman.tensor.kernel.SparseKernels;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The kernels in doubles beside their scalar twins and beside plain loops. */
class SparseKernelsTest {

  @Test
  void theBitsAreThoseOfEachRowAlone() {
    SparseKernels simd = new SimdKernels().sparse();
    SparseKernels scalar = new ScalarKernels().sparse();
    for (int seed = 0; seed < 50; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      int slices = 1 + random.nextInt(20);
      int n = 1 + random.nextInt(40);
      int[] starts = new int[slices + 1];
      for (int q = 0; q < slices; q++) {
        starts[q + 1] = starts[q] + random.nextInt(6);
      }
      int size = 8 * starts[slices];
      int[] columns = random.ints(size, 0, n).toArray();
      double[] weights = random.doubles(size, -1, 1).toArray();
      double[] x = random.doubles(n, -10, 10).toArray();
      double[] b = random.doubles(8L * slices, -10, 10).toArray();
      int from = random.nextInt(slices);
      double[] fast = new double[8 * (slices - from)];
      double[] slow = fast.clone();
      simd.slices(from, slices, starts, columns, weights, x, 0.9, b, fast);
      scalar.slices(from, slices, starts, columns, weights, x, 0.9, b, slow);
      assertThat(fast).as("seed %d", seed).isEqualTo(slow);
      for (int i = 0; i < fast.length; i++) {
        int row = 8 * from + i;
        double sum = 0;
        for (int k = starts[row / 8]; k < starts[row / 8 + 1]; k++) {
          sum = Math.fma(weights[8 * k + row % 8], x[columns[8 * k + row % 8]], sum);
        }
        assertThat(fast[i]).as("seed %d, row %d", seed, row).isEqualTo(b[row] + 0.9 * sum);
      }
    }
  }

  @Test
  void theLargestOfEachColumnIsThatOfMathMax() {
    for (int seed = 0; seed < 50; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      int m = 1 + random.nextInt(5);
      int n = 1 + random.nextInt(40);
      int aAt = random.nextInt(9);
      int lda = n + random.nextInt(9);
      double[] a = random.doubles(aAt + (long) m * lda, -1, 1).toArray();
      a[random.nextInt(a.length)] = Double.NaN;
      a[random.nextInt(a.length)] = -0.0;
      a[random.nextInt(a.length)] = 0.0;
      double[] fast = random.doubles(n + 3).toArray();
      double[] slow = fast.clone();
      new SimdKernels().sparse().maxRows(m, n, a, aAt, lda, fast, 2);
      new ScalarKernels().sparse().maxRows(m, n, a, aAt, lda, slow, 2);
      assertThat(fast).as("seed %d", seed).isEqualTo(slow);
      for (int j = 0; j < n; j++) {
        int column = aAt + j;
        double max =
            IntStream.range(0, m)
                .mapToDouble(i -> a[i * lda + column])
                .reduce(a[column], Math::max);
        assertThat(Double.compare(fast[2 + j], max)).as("seed %d, column %d", seed, j).isZero();
      }
    }
  }
}
