package dev.bellman.core.targets;

import static dev.bellman.autograd.Target.target;

import dev.bellman.autograd.Target;
import dev.bellman.autograd.distribution.Categorical;
import dev.bellman.autograd.op.Var;
import dev.bellman.core.experience.TransitionBatch;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * The soft Bellman operator at a policy over n actions for Q, with the most pessimistic of several
 * critics: s′ is sampled, the action after it is not.
 *
 * <pre>{@code
 * y = r + γ·Σ_a′ π(a′|s′)·(minᵢ Q̄ᵢ(s′, a′) − α·log π(a′|s′))
 * }</pre>
 *
 * <p>Christodoulou, "Soft Actor-Critic for Discrete Action Settings" (2019).
 *
 * @param policy π(·|s′) for {@code [B, observation size]}
 * @param smallest minᵢ Q̄ᵢ(s′, ·), from {@code [B, observation size]} to {@code [B, n]}
 * @param temperature α, {@code [1, 1]}
 */
public record SoftExpectedTarget(
    Function<Var, Categorical> policy, UnaryOperator<Var> smallest, Var temperature)
    implements BellmanTarget {

  @Override
  public Target of(TransitionBatch batch) {
    Categorical next = policy.apply(batch.nextObservation());
    Var gain =
        smallest.apply(batch.nextObservation()).minus(temperature.times(next.logProbabilities()));
    Var value = next.probabilities().times(gain).sumColumns();
    return target(batch.reward().plus(batch.discount().times(value)));
  }
}
