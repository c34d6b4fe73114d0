package dev.bellman.bench.run;

import dev.bellman.algorithms.value.DoubleDqn;
import dev.bellman.algorithms.value.Dqn;
import dev.bellman.algorithms.value.FittedQIteration;
import dev.bellman.algorithms.value.TwoNetworkDoubleDqn;
import dev.bellman.bench.run.AlgorithmEntry.Observations;
import dev.bellman.core.environment.Environment;
import dev.bellman.core.random.Seeds;
import dev.bellman.core.space.Discrete;
import dev.bellman.core.training.Training;
import dev.bellman.tensor.parallel.Workers;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The entries of the deep algorithms that learn action values. */
final class ValueAlgorithms {

  static final List<AlgorithmEntry<?>> ENTRIES =
      List.of(
          entry(
              "fqi",
              "Fitted Q-iteration: value iteration by one regression after another.",
              FittedQIteration.Config.defaults(),
              FittedQIteration::on,
              Optional.empty()),
          entry(
              "dqn",
              "Deep Q-learning: a replay buffer and a target network.",
              Dqn.Config.defaults(),
              Dqn::on,
              Optional.of(Speeds::dqn)),
          entry(
              "double-dqn",
              "DQN whose network chooses the next action and whose target network values it.",
              Dqn.Config.defaults(),
              DoubleDqn::on,
              Optional.empty()),
          entry(
              "two-network-double-dqn",
              "Deep double Q-learning: of two networks one learns and the other values.",
              TwoNetworkDoubleDqn.Config.defaults(),
              TwoNetworkDoubleDqn::on,
              Optional.empty()));

  private ValueAlgorithms() {}

  /** Makes a training of a learner of action values. */
  private interface Trainings<C> {
    Training on(
        Supplier<Environment<Discrete>> environment, C config, Seeds seeds, Workers workers);
  }

  private static <C extends Record> AlgorithmEntry<C> entry(
      String name, String sentence, C defaults, Trainings<C> trainings, Optional<Speed> speed) {
    return new AlgorithmEntry<>(
        name,
        sentence,
        defaults,
        (config, environments, seed, threads) ->
            trainings.on(
                environments.acting(Discrete.class), config, Seeds.of(seed), Workers.of(threads)),
        Observations.ONE_HOT,
        speed);
  }
}
