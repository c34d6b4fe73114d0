package dev.bellman.bench.jmh;

import dev.bellman.tensor.parallel.Workers;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** What it costs two threads to meet: work must be worth more before it is cut. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(5)
public class WorkersBenchmark {
  private static final Workers.Task NOTHING = (part, parts) -> {};

  private final Workers workers = Workers.of(2);

  /** Made by JMH. */
  public WorkersBenchmark() {}

  /** Counts the parts of one meeting. */
  @Setup
  public void check() {
    AtomicInteger done = new AtomicInteger();
    workers.run((part, parts) -> done.addAndGet(part + 1));
    Samples.check("sum of the parts", 1 + 2, done.get(), 0);
  }

  /** Hands out two parts that do nothing and waits for both. */
  @Benchmark
  public void meeting() {
    workers.run(NOTHING);
  }

  /** Ends the threads. */
  @TearDown
  public void close() {
    workers.close();
  }
}
