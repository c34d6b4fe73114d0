package dev.bellman.algorithms.policy;

import dev.bellman.algorithms.Variation;
import dev.bellman.algorithms.loop.OnPolicy;
import dev.bellman.algorithms.loop.OnPolicyLearner;
import dev.bellman.algorithms.loop.RolloutLength;
import dev.bellman.core.environment.Environment;
import dev.bellman.core.random.Seeds;
import dev.bellman.core.space.Space;
import dev.bellman.core.training.Schedule;
import dev.bellman.tensor.parallel.Workers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The learners that learn from rollouts of their own policy. */
enum OnPolicyKind {
  REINFORCE("reinforce"),
  REINFORCE_WITHOUT_BASELINE("reinforce"),
  ACTOR_CRITIC("actor-critic"),
  A2C("a2c"),
  OFF_POLICY_PG("off-policy-pg"),
  PPO("ppo"),
  PPO_KL("ppo-kl"),
  PPO_KL_CLIPPED("ppo-kl");

  private static final Schedule CLIP = Schedule.constant(0.2);

  private final String algorithm;

  OnPolicyKind(String algorithm) {
    this.algorithm = algorithm;
  }

  /** The name that messages begin with. */
  String algorithm() {
    return algorithm;
  }

  private boolean hasMinibatches() {
    return this == OFF_POLICY_PG || this == PPO || this == PPO_KL || this == PPO_KL_CLIPPED;
  }

  /** How many environments it steps of these: REINFORCE has but one. */
  int environments(int several) {
    return algorithm.equals("reinforce") ? 1 : several;
  }

  private RolloutLength length(int steps) {
    return algorithm.equals("reinforce")
        ? new RolloutLength.WholeEpisodes(steps, 200)
        : new RolloutLength.Fixed(steps);
  }

  /** A learner with these numbers, and its defaults for the rest. */
  OnPolicyLearner learner(
      int observationSize,
      Space actions,
      int environments,
      int steps,
      Schedule rate,
      double gamma,
      List<Integer> hidden,
      Seeds seeds,
      Workers workers) {
    Map<String, Object> given = new LinkedHashMap<>();
    if (hasMinibatches()) {
      given.put("epochs", 2);
      given.put("minibatches", 2);
    }
    given.put("rolloutSteps", steps);
    given.put("learningRate", rate);
    given.put("gamma", gamma);
    given.put("hidden", hidden);
    if (!algorithm.equals("reinforce")) {
      given.put("environments", environments);
    }
    return switch (this) {
      case REINFORCE, REINFORCE_WITHOUT_BASELINE -> {
        given.put("longestEpisode", 200);
        given.put(
            "baseline", this == REINFORCE ? new Baseline.Value(rate, 8) : new Baseline.None());
        Reinforce.Config config = Variation.of(Reinforce.Config.defaults(), given);
        yield new Reinforce(observationSize, actions, config, seeds, workers);
      }
      case ACTOR_CRITIC -> {
        given.put("criticLearningRate", rate);
        ActorCritic.Config config = Variation.of(ActorCritic.Config.defaults(), given);
        yield new ActorCritic(observationSize, actions, config, seeds, workers);
      }
      case A2C -> {
        A2c.Config config = Variation.of(A2c.Config.defaults(), given);
        yield new A2c(observationSize, actions, config, seeds, workers);
      }
      case OFF_POLICY_PG -> {
        given.put("maxRatio", 2.0);
        var config = Variation.of(OffPolicyPolicyGradient.Config.defaults(), given);
        yield new OffPolicyPolicyGradient(observationSize, actions, config, seeds, workers);
      }
      case PPO -> {
        Ppo.Config config = Variation.of(Ppo.Config.defaults(), given);
        yield new Ppo(observationSize, actions, config, seeds, workers);
      }
      case PPO_KL, PPO_KL_CLIPPED -> {
        if (this == PPO_KL_CLIPPED) {
          given.put("clip", CLIP);
        }
        PpoKl.Config config = Variation.of(PpoKl.Config.defaults(), given);
        yield new PpoKl(observationSize, actions, config, seeds, workers);
      }
    };
  }

  /** A small learner on one thread. */
  OnPolicyLearner learner(int observationSize, Space actions, int environments, int steps) {
    return small(observationSize, actions, environments, steps, Seeds.of(5));
  }

  private OnPolicyLearner small(
      int observationSize, Space actions, int environments, int steps, Seeds seeds) {
    return learner(
        observationSize,
        actions,
        environments,
        steps,
        Schedule.constant(1e-2),
        0.99,
        List.of(13, 7),
        seeds,
        Workers.of(1));
  }

  /** A training of a small learner. */
  <A extends Space> OnPolicy training(
      Supplier<? extends Environment<A>> environment, int several, int steps, Seeds seeds) {
    int n = environments(several);
    return OnPolicy.of(
        environment,
        n,
        length(steps),
        seeds,
        (size, actions) -> small(size, actions, n, steps, seeds));
  }
}
