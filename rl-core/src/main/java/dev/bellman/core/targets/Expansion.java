package dev.bellman.core.targets;

import dev.bellman.autograd.op.Var;
import dev.bellman.core.experience.TransitionBatch;
import java.util.List;
import java.util.function.Function;

/**
 * What becomes of transitions before a critic is regressed to them: nothing, or others that a model
 * made of them. Whatever Bellman operator follows sees ordinary transitions.
 */
@FunctionalInterface
public interface Expansion {

  /** Transitions as they are. */
  Expansion NONE = (batch, policy) -> List.of(batch);

  /**
   * What a policy does in a state.
   *
   * @param action a, {@code [B, A]}, in the units of the environment
   * @param bonus what the operator adds to the reward of that state, {@code [B, 1]}: −α·log π(a|s)
   *     of a soft one
   */
  record Move(Var action, Var bonus) {

    /** A move without a bonus. */
    public static Move of(Var action) {
      return new Move(action, Var.constant(0));
    }
  }

  /**
   * The transitions to regress to.
   *
   * @param batch transitions that happened
   * @param policy the policy of the operator, of {@code [B, observation size]}
   * @return one batch or more, each with as many rows as {@code batch}
   */
  List<TransitionBatch> of(TransitionBatch batch, Function<Var, Move> policy);

  /**
   * The mean of a loss over all of them.
   *
   * @param loss {@code [1, 1]}, of one batch
   */
  default Var mean(
      TransitionBatch batch, Function<Var, Move> policy, Function<TransitionBatch, Var> loss) {
    List<TransitionBatch> all = of(batch, policy);
    Var sum = all.stream().map(loss).reduce(Var::plus).orElseThrow();
    return all.size() == 1 ? sum : sum.div(all.size());
  }
}
