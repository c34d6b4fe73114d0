package dev.bellman.bench.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellman.bench.experiment.Experiment.Task;
import dev.bellman.bench.run.Algorithms;
import dev.bellman.bench.run.Progress;
import dev.bellman.bench.run.RunConfig;
import dev.bellman.bench.run.RunFolder;
import dev.bellman.bench.run.TrainingRun;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What takes minutes of the experiment of which {@code rl results} makes its page: three seeds, of
 * which the one in the middle must reach the goal.
 */
@Tag("learning")
class LearningTest {
  private static final int SEEDS = 3;

  /** What takes longer, or is not reliable on three seeds, is for the page alone. */
  private static final Set<String> QUICK =
      Set.of(
          "dqn CartPole-v1",
          "double-dqn CartPole-v1",
          "reinforce CartPole-v1",
          "actor-critic CartPole-v1",
          "a2c CartPole-v1",
          "npg CartPole-v1",
          "trpo CartPole-v1",
          "ppo CartPole-v1",
          "ppo-kl CartPole-v1",
          "discrete-sac CartPole-v1",
          "sac Pendulum-v1");

  @TempDir private Path folder;

  static List<Task> tasks() {
    return Experiment.of("learning").tasks().stream()
        .filter(task -> QUICK.contains(task.algorithm() + " " + task.environment()))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("tasks")
  void it_learns_what_it_should(Task task) {
    double[] returns = new double[SEEDS];
    for (int seed = 0; seed < SEEDS; seed++) {
      returns[seed] = train(task, seed);
    }

    assertThat(Arrays.stream(returns).sorted().toArray()[SEEDS / 2])
        .as("the median of %s", Arrays.toString(returns))
        .isGreaterThanOrEqualTo(task.goal());
  }

  private double train(Task task, int seed) {
    Algorithms algorithms = Algorithms.all();
    RunConfig config = task.run(seed, 100, algorithms);
    RunFolder run = new RunFolder(folder.resolve(Integer.toString(seed)));
    return TrainingRun.start(config, run, algorithms, Progress.NONE).figure("evalReturnMean");
  }
}
