package dev.bellman.core.targets;

import static dev.bellman.autograd.Target.target;

import dev.bellman.autograd.Target;
import dev.bellman.autograd.op.Var;
import dev.bellman.core.experience.TransitionBatch;
import java.util.function.UnaryOperator;

/**
 * The Bellman optimality operator for Q, sampled, with one network that chooses the action and
 * another that values it: their errors do not add up to overestimation.
 *
 * <pre>{@code
 * y = r + γ·Q̄(s′, argmax_a′ Q(s′, a′))
 * }</pre>
 *
 * <p>Van Hasselt, "Double Q-learning" (2010); van Hasselt, Guez, Silver, "Deep Reinforcement
 * Learning with Double Q-learning" (2016).
 *
 * @param selecting Q(s′, ·), from {@code [B, observation size]} to {@code [B, actions]}
 * @param valuing Q̄(s′, ·), likewise
 */
public record DoubleTarget(UnaryOperator<Var> selecting, UnaryOperator<Var> valuing)
    implements BellmanTarget {

  @Override
  public Target of(TransitionBatch batch) {
    Var best = selecting.apply(batch.nextObservation()).argMax();
    Var next = valuing.apply(batch.nextObservation()).gather(best);
    return target(batch.reward().plus(batch.discount().times(next)));
  }
}
