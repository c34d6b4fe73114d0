package dev.bellman.bench.jmh;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;

/** The time of {@link FmaCeiling#FLOP_PER_RUN} operations in registers. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 5, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class CeilingBenchmark {

  /** Made by JMH. */
  public CeilingBenchmark() {}

  /** Checks the sum. */
  @Setup
  public void check() {
    FmaCeiling.check(FmaCeiling.run());
  }

  /** One core. */
  @Benchmark
  @Threads(1)
  public float oneThread() {
    return FmaCeiling.run();
  }

  /** Two cores at once. */
  @Benchmark
  @Threads(2)
  public float twoThreads() {
    return FmaCeiling.run();
  }
}
