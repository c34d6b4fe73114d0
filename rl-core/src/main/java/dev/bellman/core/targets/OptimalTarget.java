package dev.bellman.core.targets;

import static dev.bellman.autograd.Target.target;

import dev.bellman.autograd.Target;
import dev.bellman.autograd.op.Var;
import dev.bellman.core.experience.TransitionBatch;
import java.util.function.UnaryOperator;

/**
 * The Bellman optimality operator for Q, sampled.
 *
 * <pre>{@code
 * y = r + γ·max_a′ Q̄(s′, a′)
 * }</pre>
 *
 * <p>Mnih et al., "Human-level control through deep reinforcement learning" (2015).
 *
 * @param actionValue Q̄(s′, ·), from {@code [B, observation size]} to {@code [B, actions]}
 */
public record OptimalTarget(UnaryOperator<Var> actionValue) implements BellmanTarget {

  @Override
  public Target of(TransitionBatch batch) {
    Var next = actionValue.apply(batch.nextObservation()).maxColumns();
    return target(batch.reward().plus(batch.discount().times(next)));
  }
}
