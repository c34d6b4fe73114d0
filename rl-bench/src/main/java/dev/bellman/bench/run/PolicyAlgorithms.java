package dev.bellman.bench.run;

import dev.bellman.algorithms.policy.Ddpg;
import dev.bellman.algorithms.policy.DiscreteSac;
import dev.bellman.algorithms.policy.Dpg;
import dev.bellman.algorithms.policy.OnPolicySac;
import dev.bellman.algorithms.policy.Ppo;
import dev.bellman.algorithms.policy.Sac;
import dev.bellman.algorithms.policy.Td3;
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

/** The entries of the deep algorithms that learn policies. */
final class PolicyAlgorithms {

  static final List<AlgorithmEntry<?>> ENTRIES =
      List.of(
          entry(
              "ppo",
              "Proximal policy optimisation: clipped ratios, several epochs on each rollout.",
              Ppo.Config.defaults(),
              Space.class,
              Ppo::on,
              Optional.of(Speeds::ppo)),
          entry(
              "dpg",
              "Deterministic policy gradient on single steps of the current policy.",
              Dpg.Config.defaults(),
              Box.class,
              Dpg::on,
              Optional.empty()),
          entry(
              "ddpg",
              "Deep DPG: a replay buffer, target networks, noise that explores.",
              Ddpg.Config.defaults(),
              Box.class,
              Ddpg::on,
              Optional.of(Speeds::ddpg)),
          entry(
              "td3",
              "Twin delayed DDPG: the smaller of two critics, a policy that learns less often.",
              Td3.Config.defaults(),
              Box.class,
              Td3::on,
              Optional.of(Speeds::td3)),
          entry(
              "sac",
              "Soft actor-critic: value and entropy, whose price is learnt.",
              Sac.Config.defaults(),
              Box.class,
              Sac::on,
              Optional.of(Speeds::sac)),
          entry(
              "on-policy-sac",
              "Soft actor-critic on single steps of the current policy.",
              OnPolicySac.Config.defaults(),
              Box.class,
              OnPolicySac::on,
              Optional.empty()),
          entry(
              "discrete-sac",
              "Soft actor-critic over n actions, exact in their expectation.",
              DiscreteSac.Config.defaults(),
              Discrete.class,
              DiscreteSac::on,
              Optional.of(Speeds::discreteSac)));

  private PolicyAlgorithms() {}

  /** Makes a training of a learner of policies over some kind of actions. */
  private interface Trainings<C, A extends Space> {
    Training on(Supplier<Environment<A>> environment, C config, Seeds seeds, Workers workers);
  }

  private static <C extends Record, A extends Space> AlgorithmEntry<C> entry(
      String name,
      String sentence,
      C defaults,
      Class<A> actions,
      Trainings<C, A> trainings,
      Optional<Speed> speed) {
    return new AlgorithmEntry<>(
        name,
        sentence,
        defaults,
        (config, environments, seed, threads) ->
            trainings.on(environments.acting(actions), config, Seeds.of(seed), Workers.of(threads)),
        Observations.ONE_HOT,
        speed);
  }
}
