package dev.bellman.algorithms.policy;

import dev.bellman.autograd.Gradient;
import dev.bellman.autograd.Parameters;
import dev.bellman.autograd.Program;
import dev.bellman.autograd.distribution.Distribution;
import dev.bellman.autograd.op.Var;
import dev.bellman.core.experience.Rollout;
import dev.bellman.tensor.parallel.Workers;
import java.util.ArrayList;
import java.util.List;

/**
 * The direction in which an objective of a policy grows fastest for what the policy changes, and
 * how far one may go along it.
 *
 * <pre>{@code
 * g = ∇_θ J(θ)                                                        (1)
 * x ≈ F⁻¹·g   by conjugate gradient, F = E[Jᵀ·H·J] + c·I              (2)
 * α = √(2δ / gᵀF⁻¹g),   so that ½·(α·x)ᵀF(α·x) = δ                    (3)
 * }</pre>
 *
 * <p>Kakade, "A Natural Policy Gradient" (2001).
 */
final class NaturalGradient {
  private final Var gradientNorm;
  private final Program program;
  private final FlatVector gradient;
  private final FisherProduct fisher;
  private final ConjugateGradient solver;
  private final float[] g;
  private final float[] x;

  private double growth;
  private double residual;

  /**
   * The natural gradient of an objective.
   *
   * @param objective J, {@code [1, 1]}
   * @param parameters θ
   * @param policy π_θ
   * @param damping c
   */
  NaturalGradient(
      Var objective,
      Parameters parameters,
      Distribution policy,
      double damping,
      ConjugateGradient solver,
      Workers workers) {
    List<Var> gradients = Gradient.of(objective, parameters.variables()); // (1)
    Var squares = gradients.stream().map(Var::sumOfSquares).reduce(Var::plus).orElseThrow();
    gradientNorm = squares.sqrt();
    List<Var> results = new ArrayList<>(List.of(objective, gradientNorm));
    results.addAll(gradients);
    program = Program.of(workers, results);
    gradient = new FlatVector(parameters, program, gradients);
    fisher = new FisherProduct(policy, parameters, damping, workers);
    this.solver = solver;
    g = new float[parameters.size()];
    x = new float[parameters.size()];
  }

  /** The gradient's program, of which the objective and {@link #gradientNorm} are results. */
  Program program() {
    return program;
  }

  /** ‖g‖. */
  Var gradientNorm() {
    return gradientNorm;
  }

  /** Computes g of a rollout. */
  void differentiate(OnPolicyBatch batch, Rollout rollout) {
    batch.write(rollout, program);
    program.run();
    gradient.copyTo(g);
  }

  /** The last g, as the parameters lie. */
  float[] gradient() {
    return g;
  }

  /** Computes x of the same rollout; the gradient must be finite. */
  void solve(OnPolicyBatch batch, Rollout rollout) {
    batch.write(rollout, fisher.program());
    double left = solver.solve(fisher, g, x); // (2)
    double length = Math.sqrt(ConjugateGradient.dot(g, g));
    residual = length > 0 ? left / length : 0;
    growth = ConjugateGradient.dot(g, x);
  }

  /** The last x. */
  float[] direction() {
    return x;
  }

  /** ‖g − F·x‖ / ‖g‖. */
  double residual() {
    return residual;
  }

  /** α, or 0 if there is no direction in which the objective grows. */
  double stepSize(double delta) {
    return growth > 0 ? Math.sqrt(2 * delta / growth) : 0; // (3)
  }

  /** {@code to ← from + α·x}. */
  void step(Parameters from, double alpha, Parameters to) {
    float[] before = from.values();
    float[] after = to.values();
    for (int i = 0; i < x.length; i++) {
      after[i] = (float) (before[i] + alpha * x[i]);
    }
    to.written();
  }
}
