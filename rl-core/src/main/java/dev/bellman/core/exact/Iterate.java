package dev.bellman.core.exact;

import dev.bellman.core.checkpoint.StateReader;
import dev.bellman.core.checkpoint.StateWriter;
import dev.bellman.core.checkpoint.Stateful;
import dev.bellman.tensor.parallel.Workers;

/** Where an exact method stands. */
final class Iterate implements Stateful {
  FinitePolicy policy;
  double[] values;
  private double[] spare;
  long iterations;
  double residual = Double.POSITIVE_INFINITY;
  boolean converged;

  Iterate(FiniteMdp mdp, double[] start) {
    policy = FinitePolicy.uniform(mdp);
    values = start;
    spare = start.clone();
  }

  /** Sweeps of one operator until a tolerance is met. */
  static final class Sweeps {
    final BellmanOperator operator;
    final Tolerance tolerance;
    final Sweep sweep;

    Sweeps(BellmanOperator operator, Tolerance tolerance, Workers workers) {
      this.operator = operator;
      this.tolerance = tolerance;
      this.sweep = new Sweep(operator, workers);
    }
  }

  /** The values of the policy, and one iteration more. */
  void take(FixedPoint found) {
    values = found.values();
    residual = found.residual();
    iterations++;
  }

  /** The next policy; the same once more is the end. */
  void improveTo(FinitePolicy better) {
    converged = better.equals(policy);
    policy = better;
  }

  /** One sweep more; false if the values are near enough already. */
  boolean sweep(Sweeps sweeps) {
    if (converged) {
      return false;
    }
    if (iterations >= sweeps.tolerance.maxSweeps()) {
      throw new ConvergenceException(sweeps.operator, iterations, residual);
    }
    sweeps.sweep.run(values, spare);
    double[] swap = values;
    values = spare;
    spare = swap;
    residual = sweeps.sweep.change();
    iterations++;
    double gamma = sweeps.operator.mdp().gamma();
    converged = sweeps.tolerance.isMet(gamma, residual, sweeps.sweep.norm());
    return true;
  }

  /** {@code ‖a − b‖} in the supremum norm. */
  static double distance(double[] a, double[] b) {
    double max = 0;
    for (int i = 0; i < a.length; i++) {
      max = Math.max(max, Math.abs(a[i] - b[i]));
    }
    return max;
  }

  @Override
  public void save(StateWriter out) {
    double[] probabilities = new double[policy.states() * policy.actions()];
    for (int i = 0; i < probabilities.length; i++) {
      probabilities[i] = policy.probability(i / policy.actions(), i % policy.actions());
    }
    out.put("policy", probabilities);
    out.put("values", values);
    out.put("residual", new double[] {residual});
    out.put("iterations", iterations);
    out.put("converged", converged ? 1L : 0L);
  }

  @Override
  public void load(StateReader in) {
    double[] probabilities = new double[policy.states() * policy.actions()];
    in.get("policy", probabilities);
    policy = FinitePolicy.of(policy.actions(), probabilities);
    in.get("values", values);
    double[] last = new double[1];
    in.get("residual", last);
    residual = last[0];
    iterations = in.getLong("iterations");
    converged = in.getLong("converged") != 0;
  }
}
