package dev.bellman.bench.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellman.bench.experiment.Jobs.Job;
import dev.bellman.bench.experiment.OfflineExperiment.Agent;
import dev.bellman.bench.experiment.OfflineExperiment.World;
import dev.bellman.bench.run.Algorithms;
import dev.bellman.bench.run.Collector;
import dev.bellman.bench.run.Progress;
import dev.bellman.bench.run.Rollout;
import dev.bellman.bench.run.TrainingRun;
import dev.bellman.bench.run.Worlds;
import dev.bellman.core.environment.Environment;
import dev.bellman.core.experience.Dataset;
import dev.bellman.core.experience.DatasetBuilder;
import dev.bellman.core.random.Seeds;
import dev.bellman.envs.dataset.DatasetFile;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OfflineDataTest {
  private static final Algorithms ALGORITHMS = Algorithms.all();
  private static final PrintStream NOWHERE = new PrintStream(OutputStream.nullOutputStream());
  private static final int STEPS = 101;
  private static final World WORLD =
      new World(
          "CartPole-v1",
          new Agent(
              "dqn", 200, Map.of("learningStarts", "1000", "bufferSize", "200", "hidden", "8")),
          new Agent(
              "ppo",
              64,
              Map.of("environments", "1", "rolloutSteps", "64", "minibatches", "2", "hidden", "8")),
          List.of());

  @TempDir private Path runs;

  private OfflineData data() {
    var experiment = new OfflineExperiment("tiny", 2, STEPS, List.of(WORLD));
    return new OfflineData(WORLD, experiment, runs, ALGORITHMS);
  }

  /** Random actions are worth 20, the mean of 10 and 30, and the expert 220. */
  @Test
  void aScoreCountsFromRandomActionsToTheExpert() throws IOException {
    OfflineData data = data();
    Environment<?> world = Worlds.factory(WORLD.environment(), Map.of()).make();
    DatasetBuilder random =
        new DatasetBuilder(
            new Dataset.Origin(
                WORLD.environment(), world.observationSpace(), world.actionSpace(), "random"));
    for (double reward : new double[] {10, 30}) {
      random.begin(new float[4]);
      random.step(new float[1], reward, true, false, new float[4]);
    }
    Files.createDirectories(data.file(Quality.RANDOM).getParent());
    DatasetFile.write(random.build(), data.file(Quality.RANDOM));
    Path summary = data.agents().getLast().folder().summary();
    Files.createDirectories(summary.getParent());
    Files.writeString(summary, "{ \"evalReturnMean\" : 220.0 }");

    assertThat(data.score(20)).isZero();
    assertThat(data.score(220)).isEqualTo(100);
    assertThat(data.score(120)).isEqualTo(50);
    assertThat(data.score(-80)).isEqualTo(-50);
  }

  @Test
  void mediumExpertDataAreEpisodesOfOneAgentAndThenOfTheOther() {
    OfflineData data = data();
    Jobs.run(data.agents(), ALGORITHMS, 1, NOWHERE);
    data.collect(NOWHERE);
    assertThat(data.isThere()).isTrue();
    Dataset medium = acted(data.agents().getFirst(), STEPS / 2);
    Dataset expert = acted(data.agents().getLast(), STEPS - STEPS / 2);
    Dataset both = DatasetFile.read(data.file(Quality.MEDIUM_EXPERT));

    assertThat(both.origin().behaviour()).isEqualTo("medium-expert");
    assertThat(both.steps()).isEqualTo(STEPS);
    assertThat(both.episodes()).isEqualTo(medium.episodes() + expert.episodes());
    assertThat(both.actions()).isEqualTo(joined(medium.actions(), expert.actions()));
    assertThat(both.observations()).isEqualTo(joined(medium.observations(), expert.observations()));
    // they are no copies of the other datasets' episodes
    assertThat(start(both)).isNotEqualTo(start(DatasetFile.read(data.file(Quality.MEDIUM))));
  }

  private static Dataset acted(Job agent, int steps) {
    TrainingRun.Restored run = TrainingRun.restore(agent.folder(), ALGORITHMS);
    return new Collector(
            run.environments().make(),
            Rollout.Actions.of(run.target()),
            WORLD.environment(),
            "an agent")
        .collect(steps, Seeds.of(2), Progress.NONE);
  }

  private static float[] joined(float[] first, float[] second) {
    float[] all = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, all, first.length, second.length);
    return all;
  }

  private static float[] start(Dataset dataset) {
    return Arrays.copyOf(dataset.observations(), dataset.observationSize());
  }
}
