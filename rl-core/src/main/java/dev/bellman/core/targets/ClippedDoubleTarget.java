package dev.bellman.core.targets;

import static dev.bellman.autograd.Target.target;

import dev.bellman.autograd.Target;
import dev.bellman.autograd.op.Var;
import dev.bellman.core.experience.TransitionBatch;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/**
 * The Bellman operator at a policy for Q, sampled, with the most pessimistic of several critics.
 *
 * <pre>{@code
 * y = r + γ·minᵢ Q̄ᵢ(s′, a′),   a′ = μ(s′)
 * }</pre>
 *
 * <p>Fujimoto, van Hoof, Meger, "Addressing Function Approximation Error in Actor-Critic Methods"
 * (2018).
 *
 * @param policy μ, maybe with noise: from {@code [B, observation size]} to {@code [B, A]}
 * @param smallest minᵢ Q̄ᵢ of observations and actions, {@code [B, 1]}
 */
public record ClippedDoubleTarget(UnaryOperator<Var> policy, BinaryOperator<Var> smallest)
    implements BellmanTarget {

  @Override
  public Target of(TransitionBatch batch) {
    Var nextAction = policy.apply(batch.nextObservation());
    Var next = smallest.apply(batch.nextObservation(), nextAction);
    return target(batch.reward().plus(batch.discount().times(next)));
  }
}
