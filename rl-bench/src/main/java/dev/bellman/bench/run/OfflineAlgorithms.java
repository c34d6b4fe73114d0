package dev.bellman.bench.run;

import dev.bellman.algorithms.offline.Awac;
import dev.bellman.algorithms.offline.Awr;
import dev.bellman.algorithms.offline.BcRegularized;
import dev.bellman.algorithms.offline.BehaviorCloning;
import dev.bellman.algorithms.offline.Cql;
import dev.bellman.algorithms.offline.CrossEntropyRegularized;
import dev.bellman.algorithms.offline.DiscreteCql;
import dev.bellman.algorithms.offline.Divergence;
import dev.bellman.algorithms.offline.FittedSarsa;
import dev.bellman.algorithms.offline.Iql;
import dev.bellman.algorithms.offline.KlConstrained;
import dev.bellman.algorithms.offline.OfflineFqi;
import dev.bellman.algorithms.offline.OneStepActorCritic;
import dev.bellman.algorithms.value.FittedQIteration;
import dev.bellman.core.space.Box;
import dev.bellman.core.space.Discrete;
import dev.bellman.core.space.Space;
import java.util.List;
import java.util.Optional;

/** The entries of the algorithms that learn from a dataset. */
final class OfflineAlgorithms {

  static final List<AlgorithmEntry<?>> ENTRIES =
      List.of(
          AlgorithmEntry.offline(
              "bc",
              "Behaviour cloning: what was done, of the best episodes or of all.",
              BehaviorCloning.Config.defaults(),
              Space.class,
              BehaviorCloning::on,
              Optional.empty()),
          AlgorithmEntry.offline(
              "offline-fqi",
              "Fitted Q-iteration on a dataset.",
              FittedQIteration.Config.defaults(),
              Discrete.class,
              OfflineFqi::on,
              Optional.empty()),
          AlgorithmEntry.offline(
              "fitted-sarsa",
              "Policy iteration with Q-functions on a dataset.",
              FittedSarsa.Config.defaults(),
              Discrete.class,
              FittedSarsa::on,
              Optional.empty()),
          AlgorithmEntry.offline(
              "one-step-ac",
              "The behaviour's values, and one improvement of its policy.",
              OneStepActorCritic.Config.defaults(),
              Space.class,
              OneStepActorCritic::on,
              Optional.empty()),
          AlgorithmEntry.offline(
              "td3-bc",
              "TD3 that also clones.",
              BcRegularized.Config.td3(),
              Box.class,
              BcRegularized::on,
              Optional.of(Speeds::td3Bc)),
          AlgorithmEntry.offline(
              "sac-bc",
              "SAC that also clones.",
              BcRegularized.Config.sac(),
              Box.class,
              BcRegularized::on,
              Optional.empty()),
          AlgorithmEntry.offline(
              "ddqn-bc",
              "Double DQN that also clones.",
              CrossEntropyRegularized.Config.defaults(),
              Discrete.class,
              CrossEntropyRegularized::on,
              Optional.empty()),
          AlgorithmEntry.offline(
              "reverse-kl",
              "An actor-critic whose policy stays where the data's is likely.",
              KlConstrained.Config.of(Divergence.REVERSE),
              Space.class,
              KlConstrained::on,
              Optional.empty()),
          AlgorithmEntry.offline(
              "forward-kl",
              "An actor-critic whose policy finds the data likely.",
              KlConstrained.Config.of(Divergence.FORWARD),
              Space.class,
              KlConstrained::on,
              Optional.empty()),
          AlgorithmEntry.offline(
              "awr",
              "Advantage-weighted regression: whole episodes, the better actions more.",
              Awr.Config.defaults(),
              Space.class,
              Awr::on,
              Optional.empty()),
          AlgorithmEntry.offline(
              "awac",
              "Advantage-weighted actor-critic: the same with a critic of the current policy.",
              Awac.Config.defaults(),
              Space.class,
              Awac::on,
              Optional.empty()),
          AlgorithmEntry.offline(
              "iql",
              "Implicit Q-learning: the best of what was done, by expectiles.",
              Iql.Config.defaults(),
              Space.class,
              Iql::on,
              Optional.of(Speeds::iql)),
          AlgorithmEntry.offline(
              "cql",
              "Conservative Q-learning: SAC with values that are low where there are no data.",
              Cql.Config.defaults(),
              Box.class,
              Cql::on,
              Optional.empty()),
          AlgorithmEntry.offline(
              "discrete-cql",
              "Conservative Q-learning of n actions: DQN with the same term.",
              DiscreteCql.Config.defaults(),
              Discrete.class,
              DiscreteCql::on,
              Optional.empty()));

  private OfflineAlgorithms() {}
}
