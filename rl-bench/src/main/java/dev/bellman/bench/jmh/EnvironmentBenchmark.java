package dev.bellman.bench.jmh;

import dev.bellman.core.environment.Environment;
import dev.bellman.core.environment.VectorEnvironment;
import dev.bellman.core.policy.UniformPolicy;
import dev.bellman.core.random.Pcg64;
import dev.bellman.core.space.Space;
import dev.bellman.envs.Environments;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
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
 * Environment steps a second on one thread, through what {@link Environments} makes: time limit,
 * checks and resets included. The actions are random and drawn beforehand.
 *
 * <p>Against Gymnasium: {@code docs/benchmarks/gymnasium_steps.py}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(5)
public class EnvironmentBenchmark {
  private static final int ROUNDS = 1024;

  /** The name of the environment. */
  @Param({"CartPole-v1", "Pendulum-v1"})
  public String environment;

  /** How many of it are stepped side by side. */
  @Param({"1", "8", "64", "256"})
  public int environments;

  private VectorEnvironment<Space> stepped;
  private float[][] actions;

  /** Made by JMH. */
  public EnvironmentBenchmark() {}

  /** Draws the actions and holds all rows of a round against an environment stepped alone. */
  @Setup
  public void prepare() {
    stepped = VectorEnvironment.of(this::make, environments);
    UniformPolicy random = new UniformPolicy(stepped.actionSpace(), Pcg64.of(1));
    actions = new float[ROUNDS][environments];
    for (float[] row : actions) {
      random.act(stepped.observations(), environments, row);
    }
    stepped.reset(0);
    steps();
    for (int i = 0; i < environments; i++) {
      check(i);
    }
  }

  private Environment<Space> make() {
    return Environments.make(environment, Map.of(), Space.class);
  }

  private void check(int i) {
    Environment<Space> alone = make();
    float[] observation = new float[alone.observationSpace().size()];
    alone.reset(i, observation, 0);
    for (float[] row : actions) {
      alone.step(row, i, observation, 0);
      if (alone.terminated() || alone.truncated()) {
        alone.reset(observation, 0);
      }
    }
    for (int j = 0; j < observation.length; j++) {
      Samples.check(
          environment + " " + i + ", component " + j,
          observation[j],
          stepped.observations()[i * observation.length + j],
          0);
    }
  }

  /** Some rounds of steps; {@code steps} counts those of each environment. */
  @Benchmark
  public void step(Steps counted) {
    steps();
    counted.steps += (long) ROUNDS * environments;
  }

  private void steps() {
    for (float[] row : actions) {
      stepped.step(row);
    }
  }

  /** Counts environment steps, however many environments there are. */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.OPERATIONS)
  public static class Steps {
    /** Environment steps in this iteration. */
    public long steps;

    /** Made by JMH. */
    public Steps() {}
  }
}
