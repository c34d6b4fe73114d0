package dev.bellman.bench.jmh;

import dev.bellman.tensor.kernel.Kernels;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleUnaryOperator;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Kernels that go through 16 384 elements: a batch of 256 rows and 64 units. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 5, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class ElementwiseBenchmark {
  private static final int N = 1 << 14;

  private final Kernels kernels = Kernels.active();
  private final float[] x = Samples.wave(N);
  private final float[] out = new float[N];

  /** Made by JMH. */
  public ElementwiseBenchmark() {}

  /** Checks all elements of each kernel. */
  @Setup
  public void check() {
    check("add", add(), v -> v + v);
    check("tanh", tanh(), Math::tanh);
    check("exp", exp(), Math::exp);
    check("sigmoid", sigmoid(), v -> 1 / (1 + Math.exp(-v)));
    check("silu", silu(), v -> v / (1 + Math.exp(-v)));
    check("siluGradient", siluGradient(), ElementwiseBenchmark::slopeBySelf);
    check("softplus", softplus(), v -> Math.log1p(Math.exp(v)));
    softmax();
    for (int i = 0; i < N; i += 2) {
      double odds = Math.exp(x[i + 1] - x[i]);
      Samples.check("softmax, row " + i / 2, 1 / (1 + odds), out[i], 1e-5);
      Samples.check("softmax, row " + i / 2, odds / (1 + odds), out[i + 1], 1e-5);
    }
  }

  /** {@code x + x}. */
  @Benchmark
  public float[] add() {
    kernels.add(N, x, 0, x, 0, out, 0);
    return out;
  }

  /** {@code tanh x}. */
  @Benchmark
  public float[] tanh() {
    kernels.tanh(N, x, 0, out, 0);
    return out;
  }

  /** {@code eˣ}. */
  @Benchmark
  public float[] exp() {
    kernels.exp(N, x, 0, out, 0);
    return out;
  }

  /** {@code 1 / (1 + e⁻ˣ)}. */
  @Benchmark
  public float[] sigmoid() {
    kernels.sigmoid(N, x, 0, out, 0);
    return out;
  }

  /** {@code x / (1 + e⁻ˣ)}. */
  @Benchmark
  public float[] silu() {
    kernels.silu(N, x, 0, out, 0);
    return out;
  }

  /** {@code x·f′(x)}, f = silu. */
  @Benchmark
  public float[] siluGradient() {
    kernels.siluGradient(N, x, 0, x, 0, out, 0);
    return out;
  }

  /** {@code ln(1 + eˣ)}. */
  @Benchmark
  public float[] softplus() {
    kernels.softplus(N, x, 0, out, 0);
    return out;
  }

  /** The probabilities of two actions, row by row. */
  @Benchmark
  public float[] softmax() {
    kernels.softmax(N / 2, 2, x, 0, 2, out, 0, 2);
    return out;
  }

  private static double slopeBySelf(double v) {
    double sigmoid = 1 / (1 + Math.exp(-v));
    return v * sigmoid * (1 + v * (1 - sigmoid));
  }

  private void check(String name, float[] result, DoubleUnaryOperator right) {
    for (int i = 0; i < N; i++) {
      Samples.check(name + ", element " + i, right.applyAsDouble(x[i]), result[i], 1e-5);
    }
  }
}
