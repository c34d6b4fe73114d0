package dev.bellman.bench.jmh;

import dev.bellman.core.random.Pcg64;
import dev.bellman.core.returns.Gae;
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

/** Advantages of a rollout of 128 steps, and the random order of its rows. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(5)
public class GaeBenchmark {
  private static final int STEPS = 128;
  private static final int EPISODE = 22;
  private static final double GAMMA = 0.99;
  private static final double LAMBDA = 0.95;

  /** How many environments the rollout has. */
  @Param({"8", "64"})
  public int environments;

  private final Pcg64 random = Pcg64.of(0);
  private float[] rewards;
  private float[] values;
  private float[] nextValues;
  private boolean[] terminated;
  private boolean[] truncated;
  private float[] advantages;
  private int[] order;

  /** Made by JMH. */
  public GaeBenchmark() {}

  /** Makes a rollout whose episodes are as long as those of a random policy on CartPole. */
  @Setup
  public void prepare() {
    int rows = STEPS * environments;
    rewards = Samples.wave(rows);
    values = Samples.wave(rows);
    nextValues = Samples.wave(rows);
    terminated = new boolean[rows];
    truncated = new boolean[rows];
    for (int i = 0; i < rows; i++) {
      terminated[i] = random.integers(EPISODE) == 0;
      truncated[i] = random.integers(EPISODE) == 0;
    }
    order = new int[rows];
    advantages = new float[rows];
    check(advantages());
    boolean[] seen = new boolean[rows];
    for (int row : permutation()) {
      Samples.check("how often " + row + " was seen before", 0, seen[row] ? 1 : 0, 0);
      seen[row] = true;
    }
  }

  /** A of every step. */
  @Benchmark
  public float[] advantages() {
    Gae.advantages(
        STEPS,
        environments,
        rewards,
        values,
        nextValues,
        terminated,
        truncated,
        GAMMA,
        LAMBDA,
        advantages);
    return advantages;
  }

  /** A random order of all rows. */
  @Benchmark
  public int[] permutation() {
    random.permutation(order);
    return order;
  }

  /** Holds the first step's advantages against the sum that they are. */
  private void check(float[] out) {
    for (int n = 0; n < environments; n++) {
      double sum = 0;
      double weight = 1;
      for (int i = n; i < out.length && weight > 0; i += environments) {
        double next = terminated[i] ? 0 : GAMMA * nextValues[i];
        sum += weight * (rewards[i] + next - values[i]);
        weight *= terminated[i] || truncated[i] ? 0 : GAMMA * LAMBDA;
      }
      Samples.check("advantage of environment " + n, sum, out[n], 1e-5);
    }
  }
}
