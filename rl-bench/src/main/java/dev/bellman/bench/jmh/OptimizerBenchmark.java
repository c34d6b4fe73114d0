package dev.bellman.bench.jmh;

import dev.bellman.tensor.kernel.Kernels;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Steps through flat parameters on one thread: as many as PPO's two networks of 64×64 have, one of
 * 256×256, and SAC's three.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 5, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class OptimizerBenchmark {
  private static final float BETA1 = 0.9f;
  private static final float BETA2 = 0.999f;
  private static final float EPSILON = 1e-8f;
  private static final float RATE = 3e-4f;
  private static final float TAU = 0.005f;

  /** How many parameters. */
  @Param({"11000", "67000", "218000"})
  public int size;

  private final Kernels kernels = Kernels.active();
  private float[] theta;
  private float[] copy;

  /** Made by JMH. */
  public OptimizerBenchmark() {}

  /** Gradient and state of Adam. */
  @State(Scope.Thread)
  public static class Moments {

    /**
     * Usual figures; or denormal ones in all of the state and gradients of 0, as of units that have
     * died; or gradients so small that each step has denormal figures in between.
     */
    @Param({"usual", "denormal", "tiny"})
    public String figures;

    private float[] gradient;
    private float[] m;
    private float[] v;

    /** Made by JMH. */
    public Moments() {}

    /** Makes the state as it was at first. */
    @Setup(Level.Iteration)
    public void prepare(OptimizerBenchmark parameters) {
      gradient = Samples.wave(parameters.size);
      m = new float[parameters.size];
      v = new float[parameters.size];
      switch (figures) {
        case "denormal" -> {
          Arrays.fill(gradient, 0);
          Arrays.fill(m, 1e-40f);
          Arrays.fill(v, 1e-40f);
        }
        case "tiny" -> Arrays.fill(gradient, 1e-18f); // (1 − β₂)·g² = 1e-39
        default -> {
          Arrays.fill(m, 0.1f);
          Arrays.fill(v, 0.1f);
        }
      }
    }
  }

  /** Fills the parameters and checks the ends of each result. */
  @Setup
  public void prepare() {
    theta = Samples.wave(size);
    copy = new float[size];
    Arrays.fill(theta, size / 2, size, 3);
    polyak();
    for (int i : new int[] {0, size - 1}) {
      Samples.check("blend, element " + i, (double) TAU * theta[i], copy[i], 1e-6);
    }
    Moments moments = new Moments();
    moments.figures = "usual";
    moments.prepare(this);
    double[] right = {right(moments, 0), right(moments, size - 1)};
    adam(moments);
    Samples.check("adam, first element", right[0], theta[0], 1e-6);
    Samples.check("adam, last element", right[1], theta[size - 1], 1e-6);
  }

  private double right(Moments moments, int i) {
    double g = moments.gradient[i];
    double first = BETA1 * moments.m[i] + (1 - BETA1) * g;
    double second = BETA2 * moments.v[i] + (1 - BETA2) * g * g;
    return theta[i] - RATE * first / (Math.sqrt(second) + EPSILON);
  }

  /** One step of Adam long after the start, when nothing is left to correct. */
  @Benchmark
  public float[] adam(Moments moments) {
    kernels.adam(
        size,
        1,
        BETA1,
        BETA2,
        EPSILON,
        RATE,
        1,
        0,
        moments.gradient,
        0,
        moments.m,
        moments.v,
        0,
        theta,
        0);
    return theta;
  }

  /** One step of the target network towards the parameters. */
  @Benchmark
  public float[] polyak() {
    kernels.blend(size, TAU, theta, 0, copy, 0);
    return copy;
  }
}
