package dev.bellman.core.exact;

import dev.bellman.core.checkpoint.StateReader;
import dev.bellman.core.checkpoint.StateWriter;
import dev.bellman.tensor.parallel.Workers;

/**
 * Policy iteration with Q (Algorithm 2).
 *
 * <pre>{@code
 * while not converged
 *   Q ← Q^π:  Q ← B^π_Q[Q] until converged    (1)
 *   π ← Greedy(Q)                             (2)
 * }</pre>
 *
 * <p>It begins with the uniform policy, and a state keeps its action unless another is strictly
 * better: then no policy comes twice, and it ends after finitely many iterations with an optimal
 * one; at γ = 1 too if the uniform policy ends for sure.
 *
 * <p>Richard Bellman, "Dynamic Programming" (1957); Ronald Howard, "Dynamic Programming and Markov
 * Processes" (1960).
 */
public final class PolicyIterationQ implements ExactMethod {
  private final FiniteMdp mdp;
  private final Tolerance tolerance;
  private final Workers workers;
  private final Iterate state;

  /** At the start: the uniform policy, all values 0. */
  public PolicyIterationQ(FiniteMdp mdp, Tolerance tolerance, Workers workers) {
    this.mdp = mdp;
    this.tolerance = tolerance;
    this.workers = workers;
    this.state = new Iterate(mdp, mdp.zeroActionValues());
  }

  @Override
  public boolean improve() {
    if (state.converged) {
      return false;
    }
    BellmanOperator evaluation = new BellmanQ(mdp, state.policy);
    state.take(FixedPoint.iterate(evaluation, state.values, tolerance, workers)); // (1)
    state.improveTo(Greedy.improve(state.policy, state.values, 2 * tolerance.error())); // (2)
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
    return StateValues.at(state.policy, state.values);
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
