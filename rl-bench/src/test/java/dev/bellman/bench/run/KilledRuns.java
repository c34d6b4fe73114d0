package dev.bellman.bench.run;

import dev.bellman.core.environment.Environment;
import dev.bellman.core.experience.Dataset;
import dev.bellman.core.random.Seeds;
import dev.bellman.envs.dataset.DatasetFile;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/** Tiny runs of every algorithm, and the JVM that trains all of them until it is killed. */
final class KilledRuns {
  static final Algorithms ALGORITHMS = Algorithms.all();

  /** The exit code of a JVM in which every run was in the middle of its training. */
  static final int KILLED = 137;

  /** Checkpoints of a run, after equal parts of it. */
  private static final int PARTS = 4;

  private static final String DEEP = "hidden=8 environments=2 ";

  /**
   * An update every 180 steps. There is a row after 100, a checkpoint after 200: the first row
   * after a kill shows figures of an update before it.
   */
  private static final String REPLAY =
      DEEP + "trainEvery=90 updates=1 learningStarts=50 bufferSize=300 batchSize=8";

  private static final String MODEL =
      "experience.environments=2 trainEvery=90 updates=1 learningStarts=50 bufferSize=300"
          + " model.hidden=8 model.batchSize=32 epochs=2 every=150";

  private static final String IMAGINED =
      " base.hidden=8 base.batchSize=8 starts=30 growsFrom=50 growsUntil=700 longest=3";

  private static final String DATA = "hidden=8 batchSize=8";

  /** The first half learns from the data. */
  private static final String ONLINE = " onlineSteps=400";

  private KilledRuns() {}

  /**
   * One run.
   *
   * @param world the environment's id
   * @param own the algorithm and the settings by which it differs from its neighbours
   * @param common their settings
   */
  record Run(String world, long steps, String own, String common) {

    String algorithm() {
      return own.split(" ")[0];
    }

    RunFolder in(Path folder) {
      return new RunFolder(folder.resolve(toString()));
    }

    RunConfig config(Path folder) {
      Map<String, String> settings = new TreeMap<>();
      for (String setting : (common + " " + own).split(" +")) {
        int equals = setting.indexOf('=');
        if (equals > 0) {
          settings.put(setting.substring(0, equals), setting.substring(equals + 1));
        }
      }
      boolean offline = ALGORITHMS.find(algorithm()).source() == AlgorithmEntry.Source.DATASET;
      return new RunConfig(
          algorithm(),
          world,
          Map.of(),
          0,
          1,
          steps,
          steps / PARTS,
          0,
          1,
          1,
          offline ? data(folder, world).toString() : "",
          settings);
    }

    @Override
    public String toString() {
      return world + " " + own;
    }
  }

  private static Stream<Run> runs(String world, long steps, String common, String... own) {
    return Stream.of(own).map(each -> new Run(world, steps, each, common));
  }

  static List<Run> all() {
    return Stream.of(
            runs(
                "CliffWalking-v1",
                PARTS,
                "",
                "policy-iteration-v",
                "policy-iteration-q",
                "value-iteration-v",
                "value-iteration-q",
                "soft-policy-iteration"),
            runs(
                "FrozenLake-v1",
                8000,
                "",
                "monte-carlo",
                "off-policy-monte-carlo",
                "sarsa",
                "expected-sarsa",
                "n-step-sarsa",
                "sarsa-lambda",
                "q-learning",
                "double-q-learning",
                "dyna-q"),
            runs(
                "CartPole-v1",
                800,
                REPLAY,
                "fqi iterationUpdates=2",
                "dqn targetPeriod=2",
                "dqn sampling=prioritized nStep=3",
                "double-dqn targetPeriod=2",
                "two-network-double-dqn targetPeriod=2",
                "discrete-sac targetPeriod=2"),
            runs(
                "Pendulum-v1",
                800,
                REPLAY,
                "naf",
                "ddpg",
                "ddpg noise=ornstein-uhlenbeck",
                "td3",
                "sac"),
            runs(
                "CartPole-v1",
                800,
                DEEP + "rolloutSteps=50",
                "actor-critic",
                "a2c rolloutSteps=5",
                "npg epochs=2 batchSize=25",
                "trpo epochs=2 batchSize=25",
                "ppo epochs=2 minibatches=2",
                "ppo-kl epochs=2 minibatches=2",
                "off-policy-pg epochs=2 minibatches=2"),
            runs(
                "CartPole-v1",
                800,
                "hidden=8 rolloutSteps=100",
                "reinforce",
                "reinforce baseline=none"),
            runs("Pendulum-v1", 800, DEEP + "rolloutSteps=125 updates=2", "dpg", "on-policy-sac"),
            runs("CartPole-v1", 800, MODEL + IMAGINED, "dyna imaginedUpdates=2"),
            runs("Pendulum-v1", 800, MODEL + IMAGINED, "mba", "mbpo"),
            runs("Pendulum-v1", 800, MODEL, "mve base.hidden=8 base.batchSize=8"),
            runs(
                "Pendulum-v1",
                800,
                MODEL,
                "pets search.population=12 search.elites=3 horizon=3 particles=5"),
            runs(
                "CartPole-v1",
                800,
                DATA,
                "bc",
                "offline-fqi iterationUpdates=90",
                "fitted-sarsa regressionUpdates=90 evaluationRegressions=3",
                "one-step-ac cloningUpdates=300",
                "ddqn-bc",
                "reverse-kl cloningUpdates=300",
                "discrete-cql"),
            runs(
                "Pendulum-v1",
                800,
                DATA,
                "bc",
                "one-step-ac cloningUpdates=300",
                "forward-kl cloningUpdates=300",
                "cql weightLearningRate=0.001"),
            runs(
                "CartPole-v1",
                800,
                DATA + ONLINE,
                "awr iterationSteps=30 iterationUpdates=7",
                "awac",
                "iql"),
            runs(
                "Pendulum-v1",
                800,
                DATA + ONLINE,
                "td3-bc",
                "td3-bc base=ddpg",
                "sac-bc",
                "awr iterationSteps=30 iterationUpdates=7",
                "awac",
                "iql"))
        .flatMap(Function.identity())
        .toList();
  }

  private static Path data(Path folder, String world) {
    return folder.resolve(world + ".safetensors");
  }

  /** Writes what the offline ones learn from. */
  static void collect(Path folder) {
    for (String id : List.of("CartPole-v1", "Pendulum-v1")) {
      Environment<?> world = Worlds.factory(id, Map.of()).make();
      Rollout.Actions actions =
          Rollout.Actions.random(world.actionSpace(), Seeds.of(0).stream("actions"));
      Dataset data =
          new Collector(world, actions, id, "random").collect(250, Seeds.of(0), Progress.NONE);
      DatasetFile.write(data, data(folder, id));
    }
  }

  /**
   * Begins the runs in a folder, or goes on with them, and is killed when so many eighths of each
   * are done.
   */
  public static void main(String[] args) {
    train(all().iterator(), Path.of(args[0]), Integer.parseInt(args[1]));
  }

  /** In the middle of each run the next one begins, so that none is over when all are killed. */
  private static void train(Iterator<Run> runs, Path folder, int eighths) {
    if (!runs.hasNext()) {
      Runtime.getRuntime().halt(KILLED);
    }
    Run run = runs.next();
    RunConfig config = run.config(folder);
    Progress kill =
        TrainingRunTest.at(config.steps() * eighths / 8, () -> train(runs, folder, eighths));
    TrainingRun.resume(config, run.in(folder), ALGORITHMS, kill);
    throw new IllegalStateException(run + " ended before it was killed");
  }
}
