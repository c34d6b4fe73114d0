package dev.bellman.bench.run;

import dev.bellman.algorithms.model.Dyna;
import dev.bellman.algorithms.model.Mba;
import dev.bellman.algorithms.model.Mbpo;
import dev.bellman.algorithms.model.Mve;
import dev.bellman.algorithms.model.Pets;
import dev.bellman.core.space.Box;
import dev.bellman.core.space.Discrete;
import java.util.List;
import java.util.Optional;

/** The entries of the algorithms that learn a model of the world. */
final class ModelAlgorithms {

  static final List<AlgorithmEntry<?>> ENTRIES =
      List.of(
          AlgorithmEntry.learner(
              "dyna",
              "Deep Dyna: DQN, and more updates on what a learned model imagines.",
              Dyna.Config.defaults(),
              Discrete.class,
              Dyna::on,
              Optional.empty()),
          AlgorithmEntry.learner(
              "mba",
              "Model-based acceleration: NAF on real and imagined transitions.",
              Mba.Config.defaults(),
              Box.class,
              Mba::on,
              Optional.empty()),
          AlgorithmEntry.learner(
              "mve",
              "Model-based value expansion: an actor-critic whose targets see some imagined steps.",
              Mve.Config.defaults(),
              Box.class,
              Mve::on,
              Optional.empty()),
          AlgorithmEntry.learner(
              "mbpo",
              "Model-based policy optimisation: an actor-critic on short imagined rollouts.",
              Mbpo.Config.defaults(),
              Box.class,
              Mbpo::on,
              Optional.empty()),
          AlgorithmEntry.learner(
              "pets",
              "Probabilistic ensembles with trajectory sampling: plans in a learned model.",
              Pets.Config.defaults(),
              Box.class,
              Pets::on,
              Optional.empty()));

  private ModelAlgorithms() {}
}
