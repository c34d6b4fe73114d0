package dev.bellman.bench.run;

import dev.bellman.algorithms.value.DoubleDqn;
import dev.bellman.algorithms.value.Dqn;
import dev.bellman.algorithms.value.FittedQIteration;
import dev.bellman.algorithms.value.TwoNetworkDoubleDqn;
import dev.bellman.core.space.Discrete;
import java.util.List;
import java.util.Optional;

/** The entries of the deep algorithms that learn action values. */
final class ValueAlgorithms {

  static final List<AlgorithmEntry<?>> ENTRIES =
      List.of(
          AlgorithmEntry.learner(
              "fqi",
              "Fitted Q-iteration: value iteration by one regression after another.",
              FittedQIteration.Config.defaults(),
              Discrete.class,
              FittedQIteration::on,
              Optional.empty()),
          AlgorithmEntry.learner(
              "dqn",
              "Deep Q-learning: a replay buffer and a target network.",
              Dqn.Config.defaults(),
              Discrete.class,
              Dqn::on,
              Optional.of(Speeds::dqn)),
          AlgorithmEntry.learner(
              "double-dqn",
              "DQN whose network chooses the next action and whose target network values it.",
              Dqn.Config.defaults(),
              Discrete.class,
              DoubleDqn::on,
              Optional.empty()),
          AlgorithmEntry.learner(
              "two-network-double-dqn",
              "Deep double Q-learning: of two networks one learns and the other values.",
              TwoNetworkDoubleDqn.Config.defaults(),
              Discrete.class,
              TwoNetworkDoubleDqn::on,
              Optional.empty()));

  private ValueAlgorithms() {}
}
