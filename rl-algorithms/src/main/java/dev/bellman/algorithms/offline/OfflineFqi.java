package dev.bellman.algorithms.offline;

import dev.bellman.algorithms.learner.Normalizer.Observations;
import dev.bellman.algorithms.loop.Offline;
import dev.bellman.algorithms.value.FittedQIteration;
import dev.bellman.core.environment.Environment;
import dev.bellman.core.experience.Dataset;
import dev.bellman.core.experience.OneStep;
import dev.bellman.core.random.Seeds;
import dev.bellman.core.space.Discrete;
import dev.bellman.core.training.Training;
import dev.bellman.tensor.parallel.Workers;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Fitted Q-iteration on a dataset: {@link FittedQIteration} with another source, the Q-function
 * form of value iteration that offline data allows. Nothing keeps its maximum over actions within
 * the data.
 *
 * <p>Ernst, Geurts, Wehenkel, "Tree-Based Batch Mode Reinforcement Learning" (2005).
 */
public final class OfflineFqi {
  private OfflineFqi() {}

  /** A training of this algorithm on a dataset. */
  public static Training on(
      Optional<Dataset> data,
      Supplier<? extends Environment<Discrete>> environment,
      FittedQIteration.Config config,
      Seeds seeds,
      Workers workers) {
    return Offline.of(
        data,
        environment,
        Observations.RAW,
        Offline.Online.NONE,
        new OneStep(config.gamma()),
        seeds,
        (n, actions, _) -> FittedQIteration.learner(n, actions, config, seeds, workers));
  }
}
