package dev.bellman.autograd.distribution;

import dev.bellman.autograd.op.NoiseSource;
import dev.bellman.autograd.op.Var;
import java.util.List;

/**
 * Independent normal components.
 *
 * <pre>{@code
 * a = μ + σ·ε,   log p(a) = Σ −((a − μ)/σ)²/2 − log σ − ln(2π)/2,   H = Σ log σ + ln(2πe)/2
 * KL(p ‖ q) = Σ log σ_q − log σ_p + (σ_p² + (μ_p − μ_q)²) / (2σ_q²) − 1/2
 * F = diag(1/σ²) in μ,   2·I in log σ
 * }</pre>
 */
public final class DiagonalGaussian implements Distribution {
  private static final float HALF_LOG_TWO_PI = (float) (0.5 * Math.log(2 * Math.PI));

  private final Var mean;
  private final Var logDeviation;

  /**
   * The distribution with these parameters.
   *
   * @param mean μ, {@code [B, A]}
   * @param logDeviation log σ, {@code [B, A]} or {@code [1, A]}
   */
  public DiagonalGaussian(Var mean, Var logDeviation) {
    this.mean = mean;
    this.logDeviation = logDeviation;
  }

  @Override
  public Var mode() {
    return mean;
  }

  /** {@code μ + σ·ε}: a reparameterised sample, through which derivatives pass. */
  @Override
  public Var sample(NoiseSource noise) {
    return mean.plus(logDeviation.exp().times(Var.normal(noise, mean.extent())));
  }

  @Override
  public Var logProbability(Var action) {
    Var z = action.minus(mean).div(logDeviation.exp());
    return z.square().times(-0.5f).minus(logDeviation).minus(HALF_LOG_TWO_PI).sumColumns();
  }

  @Override
  public Var entropy() {
    return logDeviation.plus(HALF_LOG_TWO_PI + 0.5f).broadcastTo(mean.extent()).sumColumns();
  }

  @Override
  public Var divergence(Distribution q) {
    if (!(q instanceof DiagonalGaussian other)) {
      throw new IllegalArgumentException(
          "DiagonalGaussian: the divergence from another kind, " + q.getClass().getSimpleName());
    }
    Var ratio = logDeviation.minus(other.logDeviation); // log(σ_p / σ_q)
    Var distance = mean.minus(other.mean).div(other.logDeviation.exp());
    Var terms = ratio.times(2).exp().plus(distance.square()).times(0.5f).minus(ratio).minus(0.5f);
    return terms.broadcastTo(mean.extent()).sumColumns();
  }

  /** μ and log σ, both {@code [B, A]}. */
  @Override
  public List<Var> parameters() {
    return List.of(mean, logDeviation.broadcastTo(mean.extent()));
  }

  @Override
  public List<Var> fisherProduct(List<Var> v) {
    Var precision = logDeviation.times(-2).exp();
    return List.of(v.get(0).times(precision), v.get(1).times(2));
  }
}
