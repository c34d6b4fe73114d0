package dev.bellman.bench.run;

import dev.bellman.algorithms.model.Dyna;
import dev.bellman.algorithms.model.Mba;
import dev.bellman.algorithms.model.Mbpo;
import dev.bellman.algorithms.model.Mve;
import dev.bellman.algorithms.model.Pets;
import dev.bellman.bench.run.AlgorithmEntry.Observations;
import dev.bellman.core.environment.Environment;
import dev.bellman.core.random.Seeds;
import dev.bellman.core.space.Box;
import dev.bellman.core.space.Discrete;
import dev.bellman.core.space.Space;
import dev.bellman.core.training.Training;
import dev.bellman.tensor.parallel.Workers;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The entries of the algorithms that learn a model of the world. */
final class ModelAlgorithms {

  static final List<AlgorithmEntry<?>> ENTRIES =
      List.of(
          entry(
              "dyna",
              "Deep Dyna: DQN, and more updates on what a learned model imagines.",
              Dyna.Config.defaults(),
              Discrete.class,
              Dyna::on),
          entry(
              "mba",
              "Model-based acceleration: NAF on real and imagined transitions.",
              Mba.Config.defaults(),
              Box.class,
              Mba::on),
          entry(
              "mve",
              "Model-based value expansion: an actor-critic whose targets see some imagined steps.",
              Mve.Config.defaults(),
              Box.class,
              Mve::on),
          entry(
              "mbpo",
              "Model-based policy optimisation: an actor-critic on short imagined rollouts.",
              Mbpo.Config.defaults(),
              Box.class,
              Mbpo::on),
          entry(
              "pets",
              "Probabilistic ensembles with trajectory sampling: plans in a learned model.",
              Pets.Config.defaults(),
              Box.class,
              Pets::on));

  private ModelAlgorithms() {}

  /** Makes a training of a learner of models over some kind of actions. */
  private interface Trainings<C, A extends Space> {
    Training on(Supplier<Environment<A>> environment, C config, Seeds seeds, Workers workers);
  }

  private static <C extends Record, A extends Space> AlgorithmEntry<C> entry(
      String name, String sentence, C defaults, Class<A> actions, Trainings<C, A> trainings) {
    return new AlgorithmEntry<>(
        name,
        sentence,
        defaults,
        (config, environments, seed, threads) ->
            trainings.on(environments.acting(actions), config, Seeds.of(seed), Workers.of(threads)),
        Observations.ONE_HOT,
        Optional.empty());
  }
}
