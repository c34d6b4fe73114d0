package dev.bellman.bench.jmh;

import dev.bellman.tensor.kernel.Kernels;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Matrix products on one thread: as written (NN), with the second transposed (NT: input gradients),
 * with the first transposed (TN: weight gradients).
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 5, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class GemmBenchmark {
  private static final int CHECKED = 31;

  /**
   * Rows, columns and inner size: acting, a small and a usual layer, a large product, a first layer
   * (few observations) and a last layer (few actions).
   */
  @Param({"32x64x64", "64x64x64", "256x256x256", "1024x1024x1024", "256x64x4", "256x2x64"})
  public String size;

  private final Kernels kernels = Kernels.active();
  private int m;
  private int n;
  private int k;
  private float[] a;
  private float[] b;
  private float[] c;

  /** Made by JMH. */
  public GemmBenchmark() {}

  /** Fills the factors and checks some elements of each product. */
  @Setup
  public void prepare() {
    String[] sizes = size.split("x");
    m = Integer.parseInt(sizes[0]);
    n = Integer.parseInt(sizes[1]);
    k = Integer.parseInt(sizes[2]);
    a = Samples.wave(m * k);
    b = Samples.wave(k * n);
    c = new float[m * n];
    check(nn(), false, false);
    check(nt(), false, true);
    check(tn(), true, false);
  }

  /** {@code C = A·B}. */
  @Benchmark
  public float[] nn() {
    kernels.gemm(false, false, m, n, k, a, 0, k, b, 0, n, false, c, 0, n);
    return c;
  }

  /** {@code C = A·Bᵀ}. */
  @Benchmark
  public float[] nt() {
    kernels.gemm(false, true, m, n, k, a, 0, k, b, 0, k, false, c, 0, n);
    return c;
  }

  /** {@code C = Aᵀ·B}. */
  @Benchmark
  public float[] tn() {
    kernels.gemm(true, false, m, n, k, a, 0, m, b, 0, n, false, c, 0, n);
    return c;
  }

  private void check(float[] product, boolean transposeA, boolean transposeB) {
    for (int at = 0; at < m * n; at += Math.max(1, m * n / CHECKED)) {
      int i = at / n;
      int j = at % n;
      double sum = 0;
      for (int l = 0; l < k; l++) {
        double left = transposeA ? a[l * m + i] : a[i * k + l];
        sum += left * (transposeB ? b[j * k + l] : b[l * n + j]);
      }
      Samples.check("gemm " + size + ", element " + at, sum, product[at], 1e-5 * k);
    }
  }
}
