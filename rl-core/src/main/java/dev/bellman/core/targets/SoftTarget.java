package dev.bellman.core.targets;

import static dev.bellman.autograd.Target.target;

import dev.bellman.autograd.Target;
import dev.bellman.autograd.distribution.SquashedGaussian.Sample;
import dev.bellman.autograd.op.Var;
import dev.bellman.core.experience.TransitionBatch;
import java.util.function.BinaryOperator;
import java.util.function.Function;

/**
 * The soft Bellman operator at a policy for Q, sampled.
 *
 * <pre>{@code
 * y = r + γ·(Q(s′, a′) − α·log π(a′|s′)),   a′ ~ π(·|s′)
 * }</pre>
 *
 * <p>Haarnoja et al., "Soft Actor-Critic: Off-Policy Maximum Entropy Deep Reinforcement Learning
 * with a Stochastic Actor" (2018).
 *
 * @param policy a sample of π(·|s′) for {@code [B, observation size]}
 * @param actionValue Q of observations and actions, {@code [B, 1]}
 * @param temperature α, {@code [1, 1]}
 */
public record SoftTarget(
    Function<Var, Sample> policy, BinaryOperator<Var> actionValue, Var temperature)
    implements BellmanTarget {

  @Override
  public Target of(TransitionBatch batch) {
    Sample next = policy.apply(batch.nextObservation());
    Var value =
        actionValue
            .apply(batch.nextObservation(), next.action())
            .minus(temperature.times(next.logProbability()));
    return target(batch.reward().plus(batch.discount().times(value)));
  }
}
