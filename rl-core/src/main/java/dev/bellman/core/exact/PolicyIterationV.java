package dev.bellman.core.exact;

import dev.bellman.core.checkpoint.StateReader;
import dev.bellman.core.checkpoint.StateWriter;
import dev.bellman.tensor.parallel.Workers;

/**
 * Policy iteration with V (Algorithm 1).
 *
 * <pre>{@code
 * while not converged
 *   V ← V^π:  V ← B^π_V[V] until converged    (1)
 *   π ← Greedy(V)                             (2)
 * }</pre>
 *
 * <p>It begins with the uniform policy, and a state keeps its action unless another is strictly
 * better: then no policy comes twice, and it ends after finitely many iterations with an optimal
 * one; at γ = 1 too if the uniform policy ends for sure.
 *
 * <p>Richard Bellman, "Dynamic Programming" (1957); Ronald Howard, "Dynamic Programming and Markov
 * Processes" (1960).
 */
public final class PolicyIterationV implements ExactMethod {
  private final FiniteMdp mdp;
  private final Tolerance tolerance;
  private final Workers workers;
  private final Iterate state;

  /** At the start: the uniform policy, all values 0. */
  public PolicyIterationV(FiniteMdp mdp, Tolerance tolerance, Workers workers) {
    this.mdp = mdp;
    this.tolerance = tolerance;
    this.workers = workers;
    this.state = new Iterate(mdp, mdp.zeroValues());
  }

  @Override
  public boolean improve() {
    if (state.converged) {
      return false;
    }
    BellmanOperator evaluation = new BellmanV(mdp, state.policy);
    state.take(FixedPoint.iterate(evaluation, state.values, tolerance, workers)); // (1)
    double[] q = ActionValues.of(mdp, state.values);
    state.improveTo(Greedy.improve(state.policy, q, 2 * tolerance.error())); // (2)
    return true;
  }

  @Override
  public long iterations() {
    return state.iterations;
  }

  @Override
  public double residual() {
    return state.residual;
  }

  @Override
  public double[] values() {
    return state.values.clone();
  }

  @Override
  public FinitePolicy policy() {
    return state.policy;
  }

  @Override
  public void save(StateWriter out) {
    state.save(out);
  }

  @Override
  public void load(StateReader in) {
    state.load(in);
  }
}
