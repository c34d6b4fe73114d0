package dev.bellman.bench.run;

import dev.bellman.algorithms.policy.A2c;
import dev.bellman.algorithms.policy.ActorCritic;
import dev.bellman.algorithms.policy.Ddpg;
import dev.bellman.algorithms.policy.DiscreteSac;
import dev.bellman.algorithms.policy.Dpg;
import dev.bellman.algorithms.policy.Naf;
import dev.bellman.algorithms.policy.NaturalPolicyGradient;
import dev.bellman.algorithms.policy.OffPolicyPolicyGradient;
import dev.bellman.algorithms.policy.OnPolicySac;
import dev.bellman.algorithms.policy.Ppo;
import dev.bellman.algorithms.policy.PpoKl;
import dev.bellman.algorithms.policy.Reinforce;
import dev.bellman.algorithms.policy.Sac;
import dev.bellman.algorithms.policy.Td3;
import dev.bellman.algorithms.policy.Trpo;
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
              "reinforce",
              "REINFORCE: whole episodes, their returns less a baseline, one step along the gradient.",
              Reinforce.Config.defaults(),
              Space.class,
              Reinforce::on,
              Optional.empty()),
          entry(
              "actor-critic",
              "The actor-critic of the notes: any estimate of the advantage, a step of each network.",
              ActorCritic.Config.defaults(),
              Space.class,
              ActorCritic::on,
              Optional.empty()),
          entry(
              "a2c",
              "Advantage actor-critic: short rollouts of many environments, one step together.",
              A2c.Config.defaults(),
              Space.class,
              A2c::on,
              Optional.empty()),
          entry(
              "npg",
              "Natural policy gradient: steps as long as the policy's divergence measures them.",
              NaturalPolicyGradient.Config.defaults(),
              Space.class,
              NaturalPolicyGradient::on,
              Optional.empty()),
          entry(
              "trpo",
              "Trust region policy optimisation: natural gradient steps with a line search.",
              Trpo.Config.defaults(),
              Space.class,
              Trpo::on,
              Optional.empty()),
          entry(
              "ppo",
              "Proximal policy optimisation: clipped ratios, several epochs on each rollout.",
              Ppo.Config.defaults(),
              Space.class,
              Ppo::on,
              Optional.of(Speeds::ppo)),
          entry(
              "ppo-kl",
              "Proximal policy optimisation: a penalty on the divergence whose price adapts.",
              PpoKl.Config.defaults(),
              Space.class,
              PpoKl::on,
              Optional.empty()),
          entry(
              "off-policy-pg",
              "Off-policy policy gradient: importance ratios, several epochs on each rollout.",
              OffPolicyPolicyGradient.Config.defaults(),
              Space.class,
              OffPolicyPolicyGradient::on,
              Optional.empty()),
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
              Optional.of(Speeds::discreteSac)),
          entry(
              "naf",
              "Q-learning of continuous actions: Q is a paraboloid, whose top is the policy.",
              Naf.Config.defaults(),
              Box.class,
              Naf::on,
              Optional.of(Speeds::naf)));

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
