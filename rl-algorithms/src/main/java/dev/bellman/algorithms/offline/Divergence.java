package dev.bellman.algorithms.offline;

import static dev.bellman.autograd.Target.target;

import dev.bellman.autograd.distribution.Distribution;
import dev.bellman.autograd.op.Var;

/** How far a policy is from the behaviour. */
public enum Divergence {
  /** KL(π ‖ b), which keeps π where b is likely: (4) of {@link KlConstrained}. */
  REVERSE {
    @Override
    Var of(Distribution policy, Distribution behaviour, Var action) {
      return policy.divergence(behaviour);
    }
  },
  /** KL(b ‖ π), which has π wherever b is likely: (5) of {@link KlConstrained}. */
  FORWARD {
    @Override
    Var of(Distribution policy, Distribution behaviour, Var action) {
      return target(behaviour.logProbability(action)).value().minus(policy.logProbability(action));
    }
  };

  /** The divergence, or an estimate of it by the action that was taken, {@code [B, 1]}. */
  abstract Var of(Distribution policy, Distribution behaviour, Var action);
}
