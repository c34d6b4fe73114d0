package dev.bellman.algorithms.model;

import dev.bellman.autograd.op.Var;
import dev.bellman.core.experience.TransitionBatch;
import dev.bellman.core.targets.Expansion;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Each transition goes on for H imagined steps before its value is bootstrapped.
 *
 * <pre>{@code
 * ŝ₀ = s′,   âₜ = π(ŝₜ),   (r̂ₜ, ŝₜ₊₁) = p̂_η(ŝₜ, âₜ),   dₜ = γ·(1 − terminatedₜ)     (1)
 * R_H = 0, D_H = 1;   Rₜ = r̂ₜ + dₜ·Rₜ₊₁,   Dₜ = dₜ·Dₜ₊₁                            (2)
 * (s, a) is regressed to  r + γ·(1 − terminated)·(R₀ + D₀·V̄(ŝ_H))
 *   and, if so said, each (ŝₜ, âₜ) to  Rₜ + Dₜ·V̄(ŝ_H)                              (3)
 * }</pre>
 *
 * <p>Feinberg et al., "Model-Based Value Estimation for Efficient Model-Free Reinforcement
 * Learning" (2018); (3) is their TD-k trick: the critic is right where the targets ask it.
 *
 * @param model p̂_η: what its elites expect on average
 * @param horizon H ≥ 0; 0 leaves transitions as they are
 * @param everyState whether imagined states are regressed as well
 * @param gamma γ
 */
record ValueExpansion(DynamicsModel model, int horizon, boolean everyState, double gamma)
    implements Expansion {

  private record Imagined(Var observation, Var action, Var reward, Var discount) {}

  @Override
  public List<TransitionBatch> of(TransitionBatch batch, Function<Var, Move> policy) {
    List<Imagined> steps = new ArrayList<>();
    Var s = batch.nextObservation();
    for (int t = 0; t < horizon; t++) { // (1)
      Move a = policy.apply(s);
      Dynamics.Step step = model.expected(s, a.action());
      Var discount = step.terminates().minusFrom(1).times((float) gamma);
      steps.add(new Imagined(s, a.action(), a.bonus().plus(step.reward()), discount));
      s = step.nextObservation();
    }
    List<TransitionBatch> batches = new ArrayList<>();
    TransitionBatch next = null;
    for (Imagined step : steps.reversed()) { // (2)
      next = before(step.observation, step.action, step.reward, step.discount, next, s, batch);
      batches.addFirst(next);
    }
    next =
        before(
            batch.observation(), batch.action(), batch.reward(), batch.discount(), next, s, batch);
    batches.addFirst(next);
    return everyState ? batches : List.of(next); // (3)
  }

  /** A step and all that follows it, as one transition to ŝ_H. */
  private static TransitionBatch before(
      Var s, Var a, Var r, Var d, TransitionBatch rest, Var last, TransitionBatch batch) {
    return new TransitionBatch(
        s,
        a,
        rest == null ? r : r.plus(d.times(rest.reward())),
        rest == null ? d : d.times(rest.discount()),
        last,
        batch.weight());
  }
}
