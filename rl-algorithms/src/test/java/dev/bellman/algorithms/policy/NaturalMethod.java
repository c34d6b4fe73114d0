package dev.bellman.algorithms.policy;

import dev.bellman.algorithms.Variation;
import dev.bellman.algorithms.loop.OnPolicyLearner;
import dev.bellman.core.environment.Environment;
import dev.bellman.core.random.Seeds;
import dev.bellman.core.space.Space;
import dev.bellman.core.training.Training;
import java.util.Map;
import java.util.function.Supplier;

/** The learners that follow natural gradients. */
enum NaturalMethod {
  NPG,
  TRPO;

  /** One that knows nothing yet, with the defaults but for some components. */
  OnPolicyLearner learner(int observations, Space actions, Map<String, ?> settings, Seeds seeds) {
    return switch (this) {
      case NPG -> new NaturalPolicyGradient(observations, actions, npg(settings), seeds);
      case TRPO -> new Trpo(observations, actions, trpo(settings), seeds);
    };
  }

  <A extends Space> Training training(
      Supplier<? extends Environment<A>> environment, Map<String, ?> settings, Seeds seeds) {
    return switch (this) {
      case NPG -> NaturalPolicyGradient.on(environment, npg(settings), seeds);
      case TRPO -> Trpo.on(environment, trpo(settings), seeds);
    };
  }

  private static NaturalPolicyGradient.Config npg(Map<String, ?> settings) {
    return Variation.of(NaturalPolicyGradient.Config.defaults(), settings);
  }

  private static Trpo.Config trpo(Map<String, ?> settings) {
    return Variation.of(Trpo.Config.defaults(), settings);
  }
}
