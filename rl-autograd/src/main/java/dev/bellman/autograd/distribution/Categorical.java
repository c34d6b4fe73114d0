package dev.bellman.autograd.distribution;

import dev.bellman.autograd.op.NoiseSource;
import dev.bellman.autograd.op.Var;
import java.util.List;

/**
 * A choice of one of n, an action being its number.
 *
 * <pre>{@code
 * log p = x − ln Σ eˣ,   H = −Σ p·log p,   KL(p ‖ q) = Σ p·(log p − log q)
 * F = diag(p) − p·pᵀ   in x
 * }</pre>
 */
public final class Categorical implements Distribution {
  private final Var logits;
  private final Var logProbabilities;

  /**
   * The distribution with these logits.
   *
   * @param logits x, {@code [B, n]}
   */
  public Categorical(Var logits) {
    this.logits = logits;
    logProbabilities = logits.logSoftmax();
  }

  /** The logarithms of all probabilities, {@code [B, n]}. */
  public Var logProbabilities() {
    return logProbabilities;
  }

  /** All probabilities, {@code [B, n]}. */
  public Var probabilities() {
    return logProbabilities.exp();
  }

  @Override
  public Var mode() {
    return logProbabilities.argMax();
  }

  /** The number that wins after Gumbel noise, argmax (log p − ln(−ln u)), u uniform in (0, 1). */
  @Override
  public Var sample(NoiseSource noise) {
    Var u = Var.uniform(noise, logProbabilities.extent()).max(Var.constant(0x1p-25f)); // never 0
    Var gumbel = u.log().unaryMinus().log().unaryMinus();
    return logProbabilities.plus(gumbel).argMax();
  }

  @Override
  public Var logProbability(Var action) {
    return logProbabilities.gather(action);
  }

  @Override
  public Var entropy() {
    return probabilities().times(logProbabilities).sumColumns().unaryMinus();
  }

  @Override
  public Var divergence(Distribution q) {
    if (!(q instanceof Categorical other)) {
      throw new IllegalArgumentException(
          "Categorical: the divergence from another kind, " + q.getClass().getSimpleName());
    }
    Var difference = logProbabilities.minus(other.logProbabilities);
    return probabilities().times(difference).sumColumns();
  }

  /** The logits x. */
  @Override
  public List<Var> parameters() {
    return List.of(logits);
  }

  @Override
  public List<Var> fisherProduct(List<Var> v) {
    Var p = probabilities();
    Var weighted = p.times(v.get(0));
    return List.of(weighted.minus(p.times(weighted.sumColumns())));
  }
}
