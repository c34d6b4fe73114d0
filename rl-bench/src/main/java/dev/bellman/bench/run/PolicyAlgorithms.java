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
import dev.bellman.core.space.Box;
import dev.bellman.core.space.Discrete;
import dev.bellman.core.space.Space;
import java.util.List;
import java.util.Optional;

/** The entries of the deep algorithms that learn policies. */
final class PolicyAlgorithms {

  static final List<AlgorithmEntry<?>> ENTRIES =
      List.of(
          AlgorithmEntry.learner(
              "reinforce",
              "REINFORCE: whole episodes, their returns less a baseline, one step along the gradient.",
              Reinforce.Config.defaults(),
              Space.class,
              Reinforce::on,
              Optional.empty()),
          AlgorithmEntry.learner(
              "actor-critic",
              "The actor-critic of the notes: any estimate of the advantage, a step of each network.",
              ActorCritic.Config.defaults(),
              Space.class,
              ActorCritic::on,
              Optional.empty()),
          AlgorithmEntry.learner(
              "a2c",
              "Advantage actor-critic: short rollouts of many environments, one step together.",
              A2c.Config.defaults(),
              Space.class,
              A2c::on,
              Optional.empty()),
          AlgorithmEntry.learner(
              "npg",
              "Natural policy gradient: steps as long as the policy's divergence measures them.",
              NaturalPolicyGradient.Config.defaults(),
              Space.class,
              NaturalPolicyGradient::on,
              Optional.empty()),
          AlgorithmEntry.learner(
              "trpo",
              "Trust region policy optimisation: natural gradient steps with a line search.",
              Trpo.Config.defaults(),
              Space.class,
              Trpo::on,
              Optional.empty()),
          AlgorithmEntry.learner(
              "ppo",
              "Proximal policy optimisation: clipped ratios, several epochs on each rollout.",
              Ppo.Config.defaults(),
              Space.class,
              Ppo::on,
              Optional.of(Speeds::ppo)),
          AlgorithmEntry.learner(
              "ppo-kl",
              "Proximal policy optimisation: a penalty on the divergence whose price adapts.",
              PpoKl.Config.defaults(),
              Space.class,
              PpoKl::on,
              Optional.empty()),
          AlgorithmEntry.learner(
              "off-policy-pg",
              "Off-policy policy gradient: importance ratios, several epochs on each rollout.",
              OffPolicyPolicyGradient.Config.defaults(),
              Space.class,
              OffPolicyPolicyGradient::on,
              Optional.empty()),
          AlgorithmEntry.learner(
              "dpg",
              "Deterministic policy gradient on single steps of the current policy.",
              Dpg.Config.defaults(),
              Box.class,
              Dpg::on,
              Optional.empty()),
          AlgorithmEntry.learner(
              "ddpg",
              "Deep DPG: a replay buffer, target networks, noise that explores.",
              Ddpg.Config.defaults(),
              Box.class,
              Ddpg::on,
              Optional.of(Speeds::ddpg)),
          AlgorithmEntry.learner(
              "td3",
              "Twin delayed DDPG: the smaller of two critics, a policy that learns less often.",
              Td3.Config.defaults(),
              Box.class,
              Td3::on,
              Optional.of(Speeds::td3)),
          AlgorithmEntry.learner(
              "sac",
              "Soft actor-critic: value and entropy, whose price is learnt.",
              Sac.Config.defaults(),
              Box.class,
              Sac::on,
              Optional.of(Speeds::sac)),
          AlgorithmEntry.learner(
              "on-policy-sac",
              "Soft actor-critic on single steps of the current policy.",
              OnPolicySac.Config.defaults(),
              Box.class,
              OnPolicySac::on,
              Optional.empty()),
          AlgorithmEntry.learner(
              "discrete-sac",
              "Soft actor-critic over n actions, exact in their expectation.",
              DiscreteSac.Config.defaults(),
              Discrete.class,
              DiscreteSac::on,
              Optional.of(Speeds::discreteSac)),
          AlgorithmEntry.learner(
              "naf",
              "Q-learning of continuous actions: Q is a paraboloid, whose top is the policy.",
              Naf.Config.defaults(),
              Box.class,
              Naf::on,
              Optional.of(Speeds::naf)));

  private PolicyAlgorithms() {}
}
