package dev.bellman.core.targets;

import static dev.bellman.autograd.Target.target;

import dev.bellman.autograd.Target;
import dev.bellman.autograd.op.Var;
import dev.bellman.core.experience.TransitionBatch;
import java.util.function.UnaryOperator;

/**
 * A Bellman operator for Q, sampled, where the value of a state is known by itself: of a policy, or
 * the optimum where a maximum over actions has a closed form.
 *
 * <pre>{@code
 * y = r + γ·V̄(s′)
 * }</pre>
 *
 * <p>Gu et al., "Continuous Deep Q-Learning with Model-based Acceleration" (2016).
 *
 * @param value V̄, from {@code [B, observation size]} to {@code [B, 1]}
 */
public record StateValueTarget(UnaryOperator<Var> value) implements BellmanTarget {

  @Override
  public Target of(TransitionBatch batch) {
    Var next = value.apply(batch.nextObservation());
    return target(batch.reward().plus(batch.discount().times(next)));
  }
}
