package dev.bellman.core.targets;

import static dev.bellman.autograd.Target.target;

import dev.bellman.autograd.Target;
import dev.bellman.autograd.op.Var;
import dev.bellman.core.experience.TransitionBatch;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/**
 * The Bellman operator at a deterministic policy for Q, sampled: of target networks, or of the very
 * networks that learn.
 *
 * <pre>{@code
 * y = r + γ·Q̄(s′, μ̄(s′))
 * }</pre>
 *
 * <p>Silver et al., "Deterministic Policy Gradient Algorithms" (2014); Lillicrap et al.,
 * "Continuous control with deep reinforcement learning" (2016).
 *
 * @param policy μ̄, from {@code [B, observation size]} to {@code [B, A]}
 * @param actionValue Q̄ of observations and actions, {@code [B, 1]}
 */
public record DeterministicTarget(UnaryOperator<Var> policy, BinaryOperator<Var> actionValue)
    implements BellmanTarget {

  @Override
  public Target of(TransitionBatch batch) {
    Var nextAction = policy.apply(batch.nextObservation());
    Var next = actionValue.apply(batch.nextObservation(), nextAction);
    return target(batch.reward().plus(batch.discount().times(next)));
  }
}
