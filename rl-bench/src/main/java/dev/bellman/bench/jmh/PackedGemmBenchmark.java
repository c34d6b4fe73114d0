package dev.bellman.bench.jmh;

import dev.bellman.tensor.kernel.Epilogue;
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
 * Matrix products with weights that are kept packed, on one thread: what a layer of a network
 * computes; and the packing, which follows each step of an optimizer.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 5, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class PackedGemmBenchmark {
  private static final int CHECKED = 31;

  /**
   * Rows, columns and inner size: usual layers for a minibatch and for a part of one, acting in
   * eight environments and in one, heads, a first layer, the gradient that a value head passes on.
   */
  @Param({
    "256x256x256",
    "128x256x256",
    "64x256x256",
    "8x64x64",
    "1x256x256",
    "256x1x256",
    "256x2x64",
    "256x256x4",
    "256x256x1"
  })
  public String size;

  private final Kernels kernels = Kernels.active();
  private int m;
  private int n;
  private int k;
  private float[] a;
  private float[] b;
  private float[] bias;
  private float[] packed;
  private float[] packing;
  private float[] c;

  /** Made by JMH. */
  public PackedGemmBenchmark() {}

  /** Fills and packs the factors and checks some elements of each product. */
  @Setup
  public void prepare() {
    String[] sizes = size.split("x");
    m = Integer.parseInt(sizes[0]);
    n = Integer.parseInt(sizes[1]);
    k = Integer.parseInt(sizes[2]);
    a = Samples.wave(m * k);
    b = Samples.wave(k * n);
    bias = Samples.wave(n);
    packing = new float[kernels.packedSize(k, n)];
    c = new float[m * n];
    packed = packTransposed().clone();
    check(product(), true, false);
    packed = pack().clone();
    check(product(), false, false);
    check(layer(), false, true);
  }

  /** {@code C = A·B}. */
  @Benchmark
  public float[] product() {
    kernels.gemmPacked(m, n, k, a, 0, k, packed, 0, Epilogue.NONE, null, 0, 0, c, 0, n);
    return c;
  }

  /** {@code C = max(A·B + bias, 0)}. */
  @Benchmark
  public float[] layer() {
    kernels.gemmPacked(m, n, k, a, 0, k, packed, 0, Epilogue.BIAS_RELU, bias, 0, 0, c, 0, n);
    return c;
  }

  /** Packs B as it lies. */
  @Benchmark
  public float[] pack() {
    kernels.pack(false, k, n, b, 0, n, packing, 0);
    return packing;
  }

  /** Packs B that lies transposed. */
  @Benchmark
  public float[] packTransposed() {
    kernels.pack(true, k, n, b, 0, k, packing, 0);
    return packing;
  }

  private void check(float[] product, boolean transposed, boolean layer) {
    for (int at = 0; at < m * n; at += Math.max(1, m * n / CHECKED)) {
      int i = at / n;
      int j = at % n;
      double sum = 0;
      for (int l = 0; l < k; l++) {
        sum += (double) a[i * k + l] * (transposed ? b[j * k + l] : b[l * n + j]);
      }
      double right = layer ? Math.max(sum + bias[j], 0) : sum;
      Samples.check("gemmPacked " + size + ", element " + at, right, product[at], 1e-5 * k);
    }
  }
}
