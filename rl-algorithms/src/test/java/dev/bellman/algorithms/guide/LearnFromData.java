package dev.bellman.algorithms.guide;

import dev.bellman.algorithms.learner.Normalizer.Observations;
import dev.bellman.algorithms.offline.Iql;
import dev.bellman.core.environment.Environment;
import dev.bellman.core.experience.Dataset;
import dev.bellman.core.experience.DatasetBuilder;
import dev.bellman.core.random.Pcg64;
import dev.bellman.core.random.Seeds;
import dev.bellman.core.space.Space;
import dev.bellman.core.training.Configuration;
import dev.bellman.core.training.Evaluation;
import dev.bellman.core.training.Schedule;
import dev.bellman.core.training.Training;
import dev.bellman.core.training.TrainingListener;
import dev.bellman.envs.Environments;
import dev.bellman.envs.dataset.DatasetFile;
import dev.bellman.tensor.parallel.Workers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Learns to balance a pole from what an unsteady hand did. */
public class LearnFromData {
  public static void main(String[] args) {
    Supplier<Environment<Space>> cartPole = () -> Environments.make("CartPole-v1", Space.class);
    Seeds seeds = Seeds.of(0);
    Path file = Path.of("cartpole.safetensors");
    DatasetFile.write(collect(cartPole.get(), 5000, seeds), file);

    Training training = training(DatasetFile.read(file), cartPole, seeds);
    training.train(2000, TrainingListener.NONE);
    Evaluation evaluation = Evaluation.of(training.greedy(), cartPole, 20, seeds);
    System.out.println("Mean return of 20 episodes: " + evaluation.mean());
  }

  /** Steps of the hand, the last episode to its end. */
  static Dataset collect(Environment<Space> world, int steps, Seeds seeds) {
    Pcg64 random = seeds.stream("guide.hand");
    DatasetBuilder builder =
        new DatasetBuilder(
            new Dataset.Origin(
                "CartPole-v1", world.observationSpace(), world.actionSpace(), "an unsteady hand"));
    float[] s = new float[world.observationSpace().size()];
    float[] a = new float[1];
    world.reset(seeds.key("guide.world", 0), s, 0);
    while (builder.steps() < steps) {
      builder.begin(s);
      boolean over = false;
      while (!over) {
        a[0] = random.uniform(0, 1) < 0.4 ? random.integers(2) : leaning(s);
        double reward = world.step(a, 0, s, 0);
        builder.step(a, reward, world.terminated(), world.truncated(), s);
        over = world.terminated() || world.truncated();
      }
      world.reset(s, 0);
    }
    return builder.build();
  }

  /** The side to which the pole leans, or soon will. */
  private static int leaning(float[] s) {
    return s[2] + s[3] > 0 ? 1 : 0;
  }

  /** Implicit Q-learning on these episodes. */
  static Training training(Dataset dataset, Supplier<Environment<Space>> world, Seeds seeds) {
    Iql.Config config =
        Configuration.with(
            Iql.Config.defaults(),
            Map.of(
                "observations",
                Observations.STANDARDIZED,
                "policyLearningRate",
                Schedule.cosine(1e-3),
                "batchSize",
                64,
                "hidden",
                List.of(32, 32)));
    return Iql.on(Optional.of(dataset), world, config, seeds, Workers.of(1));
  }
}
