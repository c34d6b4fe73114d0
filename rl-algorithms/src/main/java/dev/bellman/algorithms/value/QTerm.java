package dev.bellman.algorithms.value;

import dev.bellman.autograd.op.Var;

/** What the loss of action values has besides their errors. */
@FunctionalInterface
public interface QTerm {

  /** Nothing. */
  QTerm NONE = (loss, values, action) -> loss;

  /**
   * The loss with this term.
   *
   * @param loss without it, {@code [1, 1]}
   * @param values Q(s, ·), {@code [B, actions]}
   * @param action a, what was done, {@code [B, 1]}
   */
  Var added(Var loss, Var values, Var action);
}
