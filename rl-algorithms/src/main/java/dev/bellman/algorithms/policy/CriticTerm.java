package dev.bellman.algorithms.policy;

import dev.bellman.algorithms.learner.Figures;
import dev.bellman.algorithms.learner.Parts;
import dev.bellman.autograd.Program;
import dev.bellman.autograd.distribution.SquashedGaussian;
import dev.bellman.autograd.op.Var;
import dev.bellman.core.experience.TransitionBatch;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.Function;

/** What the loss of a critic has besides the errors of its values. */
public interface CriticTerm {

  /** Nothing. */
  CriticTerm NONE = (loss, q, policy, batch) -> loss;

  /**
   * The loss with this term.
   *
   * @param loss of the critics without it, {@code [1, 1]}
   * @param q all critics side by side, of observations and actions
   * @param policy π(·|s)
   * @param batch as networks see it, with actions in [−1, 1]
   */
  Var added(
      Var loss,
      BinaryOperator<Var> q,
      Function<Var, SquashedGaussian> policy,
      TransitionBatch batch);

  /** Updates of its own, before that of the critics, while the values that they share are known. */
  default List<Var> effects() {
    return List.of();
  }

  /** Sets its inputs before an update. */
  default void schedule(Program update, double remaining) {}

  /** Adds its figures. */
  default void report(Figures figures, Program update) {}

  /** Adds what it is to save. */
  default void saveIn(Parts parts) {}
}
