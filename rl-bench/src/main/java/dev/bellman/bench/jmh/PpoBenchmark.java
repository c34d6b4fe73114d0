package dev.bellman.bench.jmh;

import dev.bellman.algorithms.policy.Ppo;
import dev.bellman.bench.run.Speed;
import dev.bellman.bench.run.Speeds;
import dev.bellman.core.random.Seeds;
import dev.bellman.core.space.Discrete;
import dev.bellman.core.training.Schedule;
import dev.bellman.core.training.Training;
import dev.bellman.envs.Environments;
import dev.bellman.tensor.parallel.Workers;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * PPO on CartPole's sizes, 8 environments × 128 steps, 4 epochs × 4 minibatches, 64×64 tanh: one
 * minibatch step, and the whole loop of acting, stepping and updating.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(value = 5, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class PpoBenchmark {
  private static final int ENVIRONMENTS = 8;
  private static final int ROLLOUT_STEPS = 128;

  /** Threads of an update. */
  @Param({"1", "2"})
  public int threads;

  private Runnable update;
  private Training training;
  private Workers workers;

  /** Made by JMH. */
  public PpoBenchmark() {}

  /** Makes a learner on random data and a training. */
  @Setup
  public void prepare() {
    update = Speeds.ppo(new Speed.Sizes(4, 2, List.of(64, 64), 256, threads));
    workers = Workers.of(threads);
    Ppo.Config config =
        new Ppo.Config(
            ENVIRONMENTS,
            ROLLOUT_STEPS,
            4,
            4,
            Schedule.linear(2.5e-4),
            0.99,
            0.95,
            Schedule.constant(0.2),
            0.2,
            0.01,
            0.5,
            0.5,
            Double.POSITIVE_INFINITY,
            List.of(64, 64));
    training =
        Ppo.on(
            () -> Environments.make("CartPole-v1", Map.of(), Discrete.class),
            config,
            Seeds.of(0),
            workers);
  }

  /** One minibatch step on 256 rows. */
  @Benchmark
  public void update() {
    update.run();
  }

  /** Environment steps of the whole loop. */
  @Benchmark
  @OperationsPerInvocation(ENVIRONMENTS * ROLLOUT_STEPS)
  public boolean loop() {
    return training.advance(Long.MAX_VALUE);
  }

  /** Checks that what was timed has learned: figures are finite and updates were counted. */
  @TearDown
  public void check() {
    Samples.check(
        "updates of the loop",
        (double) training.steps() / (ENVIRONMENTS * ROLLOUT_STEPS) * 16,
        training.updates(),
        0);
    training.metrics().forEach((name, value) -> Samples.check(name, value, value, 0));
    workers.close();
  }
}
