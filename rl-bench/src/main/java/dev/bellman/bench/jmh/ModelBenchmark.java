package dev.bellman.bench.jmh;

import dev.bellman.algorithms.loop.OffPolicy;
import dev.bellman.algorithms.model.Cem;
import dev.bellman.algorithms.model.DynamicsModel;
import dev.bellman.algorithms.model.DynamicsModel.Head;
import dev.bellman.algorithms.model.DynamicsModel.Rewards;
import dev.bellman.algorithms.model.DynamicsModel.Terminations;
import dev.bellman.algorithms.model.Pets;
import dev.bellman.core.experience.ReplayBuffer;
import dev.bellman.core.random.Seeds;
import dev.bellman.core.space.Box;
import dev.bellman.envs.classic.Pendulum;
import dev.bellman.tensor.parallel.Workers;
import java.util.List;
import java.util.Optional;
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
 * What model-based learning of a pendulum costs at its authors' sizes, networks of four layers of
 * 200: a decision of PETS, and an update of the ensemble of MBPO, batches and all.
 *
 * <p>The opponents are {@code docs/benchmarks/torch_pets.py} and {@code torch_ensemble.py}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 5, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class ModelBenchmark {
  private static final int BATCH = 256;
  private static final int BATCHES = 16;
  private static final List<Integer> HIDDEN = List.of(200, 200, 200, 200);
  private static final Seeds SEEDS = Seeds.of(0);

  /** Threads of a run. */
  @Param({"1", "2"})
  public int threads;

  private final float[] observation = {-1, 0, 0};
  private final float[] action = new float[1];
  private Workers workers;
  private Pets pets;
  private ReplayBuffer data;
  private DynamicsModel ensemble;

  /** Made by JMH. */
  public ModelBenchmark() {}

  /** Makes both and checks that the ensemble learns and that the plan is a torque. */
  @Setup
  public void prepare() {
    workers = Workers.of(threads);
    Box torques = new Pendulum(10).actionSpace();
    data = random();
    Pets.Config config =
        new Pets.Config(
            OffPolicy.Config.defaults(),
            model(5, 0),
            new Cem(400, 40, 5, 0.1, 0),
            15,
            20,
            Pets.Propagation.TS_INFINITY,
            1);
    pets = new Pets(data, torques, config, Optional.empty(), SEEDS, workers);
    pets.model().fit(data);
    ensemble =
        new DynamicsModel("mbpo", 3, torques, model(7, 5e-5), Optional.empty(), SEEDS, workers);
    float first = fit();
    for (int i = 0; i < 5; i++) {
      fit();
    }
    if (!(fit() < first && Math.abs(decision()) <= 2)) {
      throw new IllegalStateException("ModelBenchmark: the model does not learn or plan");
    }
  }

  private static DynamicsModel.Config model(int members, double decay) {
    return new DynamicsModel.Config(
        members,
        Math.min(5, members),
        Head.PROBABILISTIC,
        Rewards.LEARNED,
        Terminations.NEVER,
        HIDDEN,
        1e-3,
        decay,
        BATCH,
        0,
        0,
        1,
        1);
  }

  /** Steps of a pendulum under random torques. */
  private static ReplayBuffer random() {
    int rows = BATCH * BATCHES;
    ReplayBuffer buffer = new ReplayBuffer(rows, 3, 1);
    Pendulum pendulum = new Pendulum(10);
    var torques = SEEDS.stream("torques");
    float[] before = new float[3];
    float[] after = new float[3];
    for (int i = 0; i < rows; i++) {
      if (i % 200 == 0) {
        pendulum.reset(SEEDS.key("pendulum", i), before, 0);
      }
      float[] torque = {(float) torques.uniform(-2, 2)};
      double reward = pendulum.step(torque, 0, after, 0);
      boolean[] no = {false};
      buffer.add(1, before, torque, new double[] {reward}, no, no, after);
      System.arraycopy(after, 0, before, 0, 3);
    }
    return buffer;
  }

  /** Plans a torque: 5 iterations of 400 sequences of 15 steps with 20 particles each. */
  @Benchmark
  public float decision() {
    pets.act(observation, 1, 1, action);
    pets.episodeEnded(0);
    return action[0];
  }

  /** An update of 7 members, each on a batch of 256 of its own. */
  @Benchmark
  @OperationsPerInvocation(BATCHES)
  public float fit() {
    ensemble.fit(data);
    return (float) (double) ensemble.metrics().get("modelLoss");
  }

  /** Ends the threads. */
  @TearDown
  public void close() {
    workers.close();
  }
}
