package dev.bellman.algorithms.policy;

import dev.bellman.algorithms.policy.ConjugateGradient.Product;
import dev.bellman.autograd.Gradient;
import dev.bellman.autograd.Jvp;
import dev.bellman.autograd.Parameters;
import dev.bellman.autograd.Program;
import dev.bellman.autograd.distribution.Distribution;
import dev.bellman.autograd.op.Var;
import dev.bellman.tensor.parallel.Workers;
import java.util.ArrayList;
import java.util.List;

/**
 * Products with the damped Fisher information of a policy, which is never formed.
 *
 * <pre>{@code
 * F·v = E[Jᵀ·H·J·v] + c·v
 * }</pre>
 *
 * J is the derivative of what the network says of an observation (logits; mean and log deviation)
 * with respect to θ, H the Fisher information of the distribution in those numbers, and the mean is
 * over the batch. That is the Hessian of E KL(π_θ ‖ π_θ′) in θ′ at θ, without its second
 * derivatives: J·v is one pass forward, Jᵀ one backward.
 *
 * <p>Schulman et al., "Trust Region Policy Optimization" (2015), appendix C.
 */
final class FisherProduct implements Product {
  private final Parameters direction;
  private final float damping;
  private final Program program;
  private final FlatVector product;

  /**
   * Products at the parameters as they are when one is asked for.
   *
   * @param damping c ≥ 0
   */
  FisherProduct(Distribution policy, Parameters parameters, double damping, Workers workers) {
    this.damping = (float) damping;
    direction = new Parameters("direction");
    parameters.all().forEach(p -> direction.add(p.name(), p.rows(), p.columns()));
    List<Var> results = of(policy, parameters.variables(), direction.variables());
    program = Program.of(workers, results);
    product = new FlatVector(parameters, program, results);
  }

  /**
   * The product without damping, one part for each of the parameters.
   *
   * @param v of the extents of {@code parameters}
   */
  static List<Var> of(Distribution policy, List<Var> parameters, List<Var> v) {
    List<Var> outputs = policy.parameters();
    List<Var> moved = outputs.stream().map(y -> Jvp.of(y, parameters, v)).toList();
    List<Var> curved = policy.fisherProduct(moved);
    List<Var> sum = null;
    for (int i = 0; i < outputs.size(); i++) {
      Var mean = curved.get(i).div(Var.batchSize());
      List<Var> part = Gradient.vjp(outputs.get(i), mean, parameters);
      sum = sum == null ? part : plus(sum, part);
    }
    return sum;
  }

  private static List<Var> plus(List<Var> a, List<Var> b) {
    List<Var> sum = new ArrayList<>();
    for (int i = 0; i < a.size(); i++) {
      sum.add(a.get(i).plus(b.get(i)));
    }
    return sum;
  }

  /** Where the batch is written to: the observations, which all products that follow are of. */
  Program program() {
    return program;
  }

  @Override
  public void of(float[] v, float[] out) {
    System.arraycopy(v, 0, direction.values(), 0, v.length);
    direction.written();
    program.run();
    product.copyTo(out);
    for (int i = 0; i < out.length; i++) {
      out[i] += damping * v[i];
    }
  }
}
