package dev.bellman.algorithms.policy;

import dev.bellman.algorithms.Fixture;
import dev.bellman.core.experience.Rollout;

/** Weights, a rollout with observations of 3 and what updates make of them, by PyTorch. */
final class OnPolicyFixture extends Fixture {
  static final int STEPS = 6;
  static final int ENVIRONMENTS = 4;
  static final int OBSERVATION = 3;

  /** Reads {@code name.safetensors}. */
  OnPolicyFixture(String name) {
    super(name);
  }

  Rollout rollout(int actionSize) {
    Rollout rollout = new Rollout(STEPS, ENVIRONMENTS, OBSERVATION, actionSize);
    for (int t = 0; t < STEPS; t++) {
      rollout.addDecision(
          t,
          floats("rollout.observations", t),
          floats("rollout.actions", t),
          floats("rollout.logProbabilities", t));
      System.arraycopy(
          floats("rollout.values", t), 0, rollout.values(), t * ENVIRONMENTS, ENVIRONMENTS);
      rollout.addOutcome(
          t,
          get("rollout.rewards", t),
          flags("rollout.terminated", t, ENVIRONMENTS),
          flags("rollout.truncated", t, ENVIRONMENTS),
          floats("rollout.finalValues", t));
    }
    rollout.bootstrap(floats(get("rollout.lastValues")));
    return rollout;
  }
}
