package dev.bellman.core.exact;

import dev.bellman.core.checkpoint.StateReader;
import dev.bellman.core.checkpoint.StateWriter;
import dev.bellman.tensor.parallel.Workers;

/**
 * Value iteration with V (Algorithm 3).
 *
 * <pre>{@code
 * while not converged
 *   V ← B*_V[V]        (1)
 * return Greedy(V)     (2)
 * }</pre>
 *
 * <p>Richard Bellman, "A Markovian Decision Process" (1957).
 */
public final class ValueIterationV implements ExactMethod {
  private final FiniteMdp mdp;
  private final Iterate state;
  private final Iterate.Sweeps sweeps;

  /** At the start: all values 0. */
  public ValueIterationV(FiniteMdp mdp, Tolerance tolerance, Workers workers) {
    this.mdp = mdp;
    this.state = new Iterate(mdp, mdp.zeroValues());
    this.sweeps = new Iterate.Sweeps(new OptimalBellmanV(mdp), tolerance, workers);
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
    return state.values.clone();
  }

  @Override
  public FinitePolicy policy() {
    return Greedy.of(mdp, state.values); // (2)
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
