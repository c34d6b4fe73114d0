package dev.bellman.bench.jmh;

import dev.bellman.bench.run.Algorithms;
import dev.bellman.bench.run.Speed;
import java.util.List;
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
 * The time of one gradient update on random data: sampling the batch, losses, gradients, optimizers
 * and targets. By default at the sizes that are usual: SAC and TD3 with 3 observations, 1 action,
 * 256×256 and 256 rows; DQN with 4 observations, 2 actions, 256×256 and 64 rows; PPO with 4
 * observations, 2 actions, 64×64 and 256 rows.
 *
 * <p>How the time grows with batch and width: {@code rl jmh UpdateBenchmark -p algorithm=sac -p
 * batch=1,16,256,4096 -p width=32,256,1024}. Against JAX and PyTorch: {@code docs/benchmarks}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 5, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class UpdateBenchmark {
  private static final String USUAL = "usual";

  /** Whose update. */
  @Param({"sac", "td3", "dqn", "ppo"})
  public String algorithm;

  /** Threads of an update. */
  @Param({"1", "2"})
  public int threads;

  /** Rows an update, or the usual number. */
  @Param(USUAL)
  public String batch;

  /** Units of each of the two hidden layers, or the usual number. */
  @Param(USUAL)
  public String width;

  private Runnable update;

  /** Made by JMH. */
  public UpdateBenchmark() {}

  /** Makes a learner and its data, and updates twice, so that a delayed update is among them. */
  @Setup
  public void prepare() {
    boolean discrete = algorithm.equals("dqn") || algorithm.equals("ppo");
    int units = orUsual(width, algorithm.equals("ppo") ? 64 : 256);
    int rows = orUsual(batch, algorithm.equals("dqn") ? 64 : 256);
    Speed.Sizes sizes =
        new Speed.Sizes(discrete ? 4 : 3, discrete ? 2 : 1, List.of(units, units), rows, threads);
    update = Algorithms.all().speeds().get(algorithm).prepare(sizes);
    update.run();
    update.run();
  }

  private static int orUsual(String number, int usual) {
    return number.equals(USUAL) ? usual : Integer.parseInt(number);
  }

  /** One update; the learner itself checks that losses are finite, and throws otherwise. */
  @Benchmark
  public void update() {
    update.run();
  }
}
