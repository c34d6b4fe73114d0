package dev.bellman.algorithms.policy;

import dev.bellman.autograd.op.Var;

/** What the objective of a policy has besides the values of its actions. */
@FunctionalInterface
public interface PolicyTerm {

  /** Nothing. */
  PolicyTerm NONE = (loss, value, action, seen) -> loss;

  /**
   * The loss with this term.
   *
   * @param loss of the policy without it, {@code [1, 1]}
   * @param value Q(s, a_π), {@code [B, 1]}
   * @param action a_π, what the policy does, {@code [B, A]} in [−1, 1]
   * @param seen a, what was done, {@code [B, A]} in [−1, 1]
   */
  Var added(Var loss, Var value, Var action, Var seen);
}
