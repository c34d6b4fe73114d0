package dev.bellman.algorithms.guide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellman.core.environment.Environment;
import dev.bellman.core.experience.Dataset;
import dev.bellman.core.random.Seeds;
import dev.bellman.core.space.Space;
import dev.bellman.core.training.Evaluation;
import dev.bellman.core.training.Training;
import dev.bellman.core.training.TrainingListener;
import dev.bellman.envs.Environments;
import dev.bellman.envs.dataset.DatasetFile;
import dev.bellman.envs.dataset.DatasetStatistics;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LearnFromDataTest {
  @TempDir private Path folder;

  @Test
  void whoLearnsFromAnUnsteadyHandIsSteadier() {
    Supplier<Environment<Space>> cartPole = () -> Environments.make("CartPole-v1", Space.class);
    Seeds seeds = Seeds.of(1);
    Path file = folder.resolve("cartpole.safetensors");
    DatasetFile.write(LearnFromData.collect(cartPole.get(), 5000, seeds), file);
    Dataset dataset = DatasetFile.read(file);
    Training training = LearnFromData.training(dataset, cartPole, seeds);
    training.train(2000, TrainingListener.NONE);

    assertThat(DatasetStatistics.of(dataset).returnMean()).isLessThan(200);
    assertThat(Evaluation.of(training.greedy(), cartPole, 20, seeds).mean()).isGreaterThan(400);
  }
}
