package dev.bellman.autograd.distribution;

import dev.bellman.autograd.op.NoiseSource;
import dev.bellman.autograd.op.Var;

/**
 * The hyperbolic tangent of independent normal components: actions within (−1, 1).
 *
 * <pre>{@code
 * a = tanh u,   u = μ + σ·ε,   ε ~ N(0, I)                                       (1)
 * log p(a) = Σ −((u − μ)/σ)²/2 − log σ − ln(2π)/2 − log(1 − tanh² u)             (2)
 * log(1 − tanh² u) = 2·(ln 2 − u − softplus(−2u))                                (3)
 * }</pre>
 *
 * <p>(3) is what (2) has to subtract for the change of variables, in the form that is finite for
 * every u. The entropy has no closed form, which is why this is no {@link Distribution}: −log p(a)
 * of a sample estimates it.
 *
 * <p>Haarnoja et al., "Soft Actor-Critic" (2018), appendix C.
 */
public final class SquashedGaussian {
  private static final float HALF_LOG_TWO_PI = (float) (0.5 * Math.log(2 * Math.PI));
  private static final float LOG_TWO = (float) Math.log(2);

  /** The largest |a| whose inverse is taken: of ±1 it would be infinite. */
  private static final float EDGE = 1 - 0x1p-23f;

  private final Var mean;
  private final Var logDeviation;

  /**
   * A random action and how probable it is.
   *
   * @param action a, {@code [B, A]}; derivatives pass through it
   * @param logProbability log p(a), {@code [B, 1]}; so they do here
   */
  public record Sample(Var action, Var logProbability) {}

  /**
   * The distribution with these parameters.
   *
   * @param mean μ, {@code [B, A]}
   * @param logDeviation log σ, {@code [B, A]} or {@code [1, A]}
   */
  public SquashedGaussian(Var mean, Var logDeviation) {
    this.mean = mean;
    this.logDeviation = logDeviation;
  }

  /**
   * The same distributions, each {@code count} times, one after the other: those of a batch whose
   * rows are repeated.
   */
  public SquashedGaussian repeated(int count) {
    return new SquashedGaussian(mean.repeatRows(count), logDeviation.repeatRows(count));
  }

  /** The action at the mode of the Gaussian, {@code tanh μ}, which is the median: [B, A]. */
  public Var mode() {
    return mean.tanh();
  }

  /**
   * A reparameterised sample (1) with its log-probability, which takes u and ε as they were drawn:
   * nothing is inverted.
   */
  public Sample sample(NoiseSource noise) {
    Var epsilon = Var.normal(noise, mean.extent());
    Var u = mean.plus(logDeviation.exp().times(epsilon));
    return new Sample(u.tanh(), logProbability(epsilon, u));
  }

  /**
   * The logarithm of the density of actions, {@code [B, 1]}.
   *
   * @param action a, {@code [B, A]} within [−1, 1]; as if at the largest float below 1 but one
   *     where it is closer to the edge
   */
  public Var logProbability(Var action) {
    Var a = action.clamp(-EDGE, EDGE);
    Var u = a.plus(1).div(a.minusFrom(1)).log().times(0.5f); // artanh a
    return logProbability(u.minus(mean).div(logDeviation.exp()), u);
  }

  private Var logProbability(Var epsilon, Var u) {
    Var normal = epsilon.square().times(-0.5f).minus(logDeviation).minus(HALF_LOG_TWO_PI);
    Var slope = u.plus(u.times(-2).softplus()).minusFrom(LOG_TWO).times(2); // (3)
    return normal.minus(slope).sumColumns(); // (2)
  }
}
