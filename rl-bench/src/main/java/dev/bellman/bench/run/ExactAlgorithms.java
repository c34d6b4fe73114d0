package dev.bellman.bench.run;

import dev.bellman.algorithms.exact.DynamicProgramming;
import dev.bellman.algorithms.exact.SoftDynamicProgramming;
import dev.bellman.algorithms.loop.Exact;
import dev.bellman.bench.run.AlgorithmEntry.Observations;
import dev.bellman.core.exact.ExactMethod;
import dev.bellman.core.exact.FiniteMdp;
import dev.bellman.core.exact.PolicyIterationQ;
import dev.bellman.core.exact.PolicyIterationV;
import dev.bellman.core.exact.SoftPolicyIteration;
import dev.bellman.core.exact.Tolerance;
import dev.bellman.core.exact.ValueIterationQ;
import dev.bellman.core.exact.ValueIterationV;
import dev.bellman.core.space.Discrete;
import dev.bellman.core.space.Finite;
import dev.bellman.tensor.parallel.Workers;
import java.util.List;
import java.util.Optional;

/** The entries of the algorithms that know the MDP. */
final class ExactAlgorithms {

  static final List<AlgorithmEntry<?>> ENTRIES =
      List.of(
          entry(
              "policy-iteration-v",
              "Policy iteration with V: evaluate, be greedy, until nothing changes.",
              PolicyIterationV::new),
          entry("policy-iteration-q", "Policy iteration with Q.", PolicyIterationQ::new),
          entry(
              "value-iteration-v",
              "Value iteration with V: the optimality operator again and again.",
              ValueIterationV::new),
          entry("value-iteration-q", "Value iteration with Q.", ValueIterationQ::new),
          new AlgorithmEntry<>(
              "soft-policy-iteration",
              "Policy iteration for rewards and entropy.",
              SoftDynamicProgramming.defaults(),
              (config, environments, seed, threads) -> {
                FiniteMdp mdp = environments.mdp(config.gamma());
                return training(
                    mdp,
                    new SoftPolicyIteration(
                        mdp, config.temperature(), config.stop(), Workers.of(threads)),
                    environments);
              },
              Discrete.class,
              Observations.INDEX,
              Optional.empty()));

  private ExactAlgorithms() {}

  /** Makes a method at its start. */
  private interface Method {
    ExactMethod of(FiniteMdp mdp, Tolerance tolerance, Workers workers);
  }

  private static AlgorithmEntry<DynamicProgramming> entry(
      String name, String sentence, Method method) {
    return new AlgorithmEntry<>(
        name,
        sentence,
        DynamicProgramming.defaults(),
        (config, environments, seed, threads) -> {
          FiniteMdp mdp = environments.mdp(config.gamma());
          return training(mdp, method.of(mdp, config.stop(), Workers.of(threads)), environments);
        },
        Discrete.class,
        Observations.INDEX,
        Optional.empty());
  }

  /** An environment that has an MDP has finitely many observations: its states. */
  private static Exact training(
      FiniteMdp mdp, ExactMethod method, EnvironmentFactory environments) {
    return new Exact(mdp, method, (Finite) environments.make().observationSpace());
  }
}
