package dev.bellman.bench.jmh;

import dev.bellman.core.exact.FiniteMdp;
import dev.bellman.core.exact.OptimalBellmanV;
import dev.bellman.core.exact.Sweep;
import dev.bellman.envs.tabular.Garnet;
import dev.bellman.tensor.parallel.Workers;
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
import org.openjdk.jmh.annotations.TearDown;

/**
 * A sweep of value iteration over a random MDP with 4 actions and 10 successors: 4 backups a state.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 5, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class BackupBenchmark {

  /** States. */
  @Param({"1000", "10000", "100000", "1000000"})
  public int states;

  /** Threads. */
  @Param({"1", "2"})
  public int threads;

  private Workers workers;
  private Sweep sweep;
  private double[] values;
  private double[] next;

  /** Made by JMH. */
  public BackupBenchmark() {}

  /** Makes the MDP and does two sweeps, the second of which must contract. */
  @Setup
  public void prepare() {
    FiniteMdp mdp = Garnet.mdp(states, 4, 10, 0.99, 0);
    workers = Workers.of(threads);
    sweep = new Sweep(new OptimalBellmanV(mdp), workers);
    values = mdp.zeroValues();
    next = mdp.zeroValues();
    sweep();
    double first = sweep.change();
    sweep();
    if (!(sweep.change() <= 0.99 * first + 1e-12)) {
      throw new IllegalStateException("a sweep must contract by gamma");
    }
  }

  /** Ends the workers. */
  @TearDown
  public void end() {
    workers.close();
  }

  /** {@code V ← B*_V[V]}. */
  @Benchmark
  public double sweep() {
    sweep.run(values, next);
    double[] swap = values;
    values = next;
    next = swap;
    return values[0];
  }
}
