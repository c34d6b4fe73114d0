package dev.bellman.core.exact;

import dev.bellman.core.checkpoint.StateReader;
import dev.bellman.core.checkpoint.StateWriter;
import dev.bellman.tensor.parallel.Workers;

/**
 * Soft policy iteration: policy iteration for rewards and entropy.
 *
 * <pre>{@code
 * while not converged
 *   Q ← Q̃^π:  Q ← B̃^π_Q[Q] until converged    (1)
 *   π ← Greedy~(Q) = softmax(Q/α)             (2)
 * }</pre>
 *
 * <p>Its values rise monotonically to those of the soft optimal policy. It converges, but does not
 * end in finitely many steps: it stops when the policy's values are within the tolerance.
 *
 * <p>Haarnoja et al., "Soft Actor-Critic" (2018).
 */
public final class SoftPolicyIteration implements ExactMethod {
  private final FiniteMdp mdp;
  private final double temperature;
  private final Tolerance tolerance;
  private final Workers workers;
  private final Iterate state;

  /**
   * At the start: the uniform policy, all values 0.
   *
   * @param temperature α &gt; 0
   * @throws IllegalArgumentException if α is not positive and finite
   */
  public SoftPolicyIteration(
      FiniteMdp mdp, double temperature, Tolerance tolerance, Workers workers) {
    if (!(temperature > 0 && temperature < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "SoftPolicyIteration: temperature must be positive and finite, but is " + temperature);
    }
    this.mdp = mdp;
    this.temperature = temperature;
    this.tolerance = tolerance;
    this.workers = workers;
    this.state = new Iterate(mdp, mdp.zeroActionValues());
  }

  @Override
  public boolean improve() {
    if (state.converged) {
      return false;
    }
    double[] before = state.values;
    BellmanOperator evaluation = new SoftBellmanQ(mdp, state.policy, temperature);
    FixedPoint found = FixedPoint.iterate(evaluation, before, tolerance, workers); // (1)
    double change = Iterate.distance(before, found.values());
    state.take(found);
    state.policy = SoftGreedy.ofActionValues(mdp.actions(), state.values, temperature); // (2)
    double norm = Iterate.distance(state.values, new double[state.values.length]);
    state.converged = tolerance.isMet(mdp.gamma(), change, norm);
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

  /** Ṽ of all states as known now. */
  @Override
  public double[] values() {
    return StateValues.soft(mdp, state.policy, temperature, state.values);
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
