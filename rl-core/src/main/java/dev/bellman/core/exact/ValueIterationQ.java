package dev.bellman.core.exact;

import dev.bellman.core.checkpoint.StateReader;
import dev.bellman.core.checkpoint.StateWriter;
import dev.bellman.tensor.parallel.Workers;

/**
 * Value iteration with Q (Algorithm 4).
 *
 * <pre>{@code
 * while not converged
 *   Q ← B*_Q[Q]        (1)
 * return Greedy(Q)     (2)
 * }</pre>
 *
 * <p>Richard Bellman, "A Markovian Decision Process" (1957).
 */
public final class ValueIterationQ implements ExactMethod {
  private final FiniteMdp mdp;
  private final Iterate state;
  private final Iterate.Sweeps sweeps;

  /** At the start: all values 0. */
  public ValueIterationQ(FiniteMdp mdp, Tolerance tolerance, Workers workers) {
    this.mdp = mdp;
    this.state = new Iterate(mdp, mdp.zeroActionValues());
    this.sweeps = new Iterate.Sweeps(new OptimalBellmanQ(mdp), tolerance, workers);
  }

  @Override
  public boolean improve() {
    return state.sweep(sweeps); // (1)
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
    return StateValues.greatest(mdp.actions(), state.values);
  }

  @Override
  public FinitePolicy policy() {
    return Greedy.ofActionValues(mdp.actions(), state.values); // (2)
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
