package dev.bellman.bench.run;

import dev.bellman.algorithms.tabular.DoubleQLearning;
import dev.bellman.algorithms.tabular.DynaQ;
import dev.bellman.algorithms.tabular.ExpectedSarsa;
import dev.bellman.algorithms.tabular.MonteCarlo;
import dev.bellman.algorithms.tabular.NStepSarsa;
import dev.bellman.algorithms.tabular.OffPolicyMonteCarlo;
import dev.bellman.algorithms.tabular.QLearning;
import dev.bellman.algorithms.tabular.Sarsa;
import dev.bellman.algorithms.tabular.SarsaLambda;
import dev.bellman.bench.run.AlgorithmEntry.Observations;
import dev.bellman.core.environment.Environment;
import dev.bellman.core.random.Seeds;
import dev.bellman.core.space.Discrete;
import dev.bellman.core.training.Training;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The entries of the algorithms that learn tables. */
final class TabularAlgorithms {

  static final List<AlgorithmEntry<?>> ENTRIES =
      List.of(
          entry(
              "monte-carlo",
              "Monte Carlo control on-policy: returns of whole episodes.",
              MonteCarlo.Config.defaults(),
              MonteCarlo::on),
          entry(
              "off-policy-monte-carlo",
              "Monte Carlo control off-policy, by importance sampling.",
              OffPolicyMonteCarlo.Config.defaults(),
              OffPolicyMonteCarlo::on),
          entry(
              "sarsa",
              "SARSA: one step of the policy that is followed.",
              Sarsa.Config.defaults(),
              Sarsa::on),
          entry(
              "expected-sarsa",
              "SARSA with the expectation over the next action.",
              ExpectedSarsa.Config.defaults(),
              ExpectedSarsa::on),
          entry(
              "n-step-sarsa",
              "SARSA with n steps before it bootstraps.",
              NStepSarsa.Config.defaults(),
              NStepSarsa::on),
          entry(
              "sarsa-lambda",
              "SARSA with eligibility traces.",
              SarsaLambda.Config.defaults(),
              SarsaLambda::on),
          entry(
              "q-learning",
              "Q-learning: the optimality operator, sampled.",
              QLearning.Config.defaults(),
              QLearning::on),
          entry(
              "double-q-learning",
              "Q-learning with two tables: one chooses, the other values.",
              DoubleQLearning.Config.defaults(),
              DoubleQLearning::on),
          entry(
              "dyna-q",
              "Q-learning with a counted model that it also learns from.",
              DynaQ.Config.defaults(),
              DynaQ::on));

  private TabularAlgorithms() {}

  /** Makes a training of a learner of tables. */
  private interface Trainings<C> {
    Training on(Supplier<Environment<Discrete>> environment, C config, Seeds seeds);
  }

  private static <C extends Record> AlgorithmEntry<C> entry(
      String name, String sentence, C defaults, Trainings<C> trainings) {
    return new AlgorithmEntry<>(
        name,
        sentence,
        defaults,
        (config, environments, seed, threads) ->
            trainings.on(environments.acting(Discrete.class), config, Seeds.of(seed)),
        Discrete.class,
        Observations.INDEX,
        Optional.empty());
  }
}
