package dev.bellman.algorithms.policy;

import dev.bellman.algorithms.learner.Ranges;
import dev.bellman.core.experience.Rollout;
import dev.bellman.core.returns.TemporalDifference;

/** How the advantage of each step of a rollout is estimated with the help of V. */
public sealed interface Advantage {

  /**
   * Estimates A(sₜ, aₜ) for each step.
   *
   * @param rollout complete and bootstrapped
   * @param gamma γ in [0, 1]
   * @param out [T · N], written
   */
  void estimate(Rollout rollout, double gamma, float[] out);

  /** The return minus V: {@code A = Σ γᵏ·rₜ₊ₖ − V(sₜ)}. */
  record MonteCarlo() implements Advantage {
    @Override
    public void estimate(Rollout rollout, double gamma, float[] out) {
      dev.bellman.core.returns.MonteCarlo.returns(
          rollout.steps(),
          rollout.environments(),
          rollout.rewards(),
          rollout.nextValues(),
          rollout.terminated(),
          rollout.truncated(),
          gamma,
          out);
      subtractValues(rollout, out);
    }
  }

  /** One step: {@code A = r + γ·V(s′) − V(s)}. */
  record Td() implements Advantage {
    @Override
    public void estimate(Rollout rollout, double gamma, float[] out) {
      TemporalDifference.residuals(
          rollout.steps(),
          rollout.environments(),
          rollout.rewards(),
          rollout.values(),
          rollout.nextValues(),
          rollout.terminated(),
          gamma,
          out);
    }
  }

  /**
   * n steps: {@code A = Σ_{k<n} γᵏ·rₜ₊ₖ + γⁿ·V(sₜ₊ₙ) − V(sₜ)}.
   *
   * @param n ≥ 1
   */
  record NStep(int n) implements Advantage {

    /**
     * Checks the range.
     *
     * @throws IllegalArgumentException if n is out of it
     */
    public NStep {
      new Ranges("advantage").atLeast("n", 1, n);
    }

    /** Five steps, as A2C takes at a time. */
    public static NStep defaults() {
      return new NStep(5);
    }

    @Override
    public void estimate(Rollout rollout, double gamma, float[] out) {
      dev.bellman.core.returns.NStep.returns(
          rollout.steps(),
          rollout.environments(),
          rollout.rewards(),
          rollout.nextValues(),
          rollout.terminated(),
          rollout.truncated(),
          gamma,
          n,
          out);
      subtractValues(rollout, out);
    }
  }

  /**
   * All n at once: {@code A = Σ (γλ)ᵏ·δₜ₊ₖ}.
   *
   * @param lambda λ in [0, 1]; 0 is {@link Td}, 1 is {@link MonteCarlo}
   */
  record Gae(double lambda) implements Advantage {

    /**
     * Checks the range.
     *
     * @throws IllegalArgumentException if λ is out of it
     */
    public Gae {
      new Ranges("advantage").fraction("lambda", lambda);
    }

    /** λ = 0.95. */
    public static Gae defaults() {
      return new Gae(0.95);
    }

    @Override
    public void estimate(Rollout rollout, double gamma, float[] out) {
      dev.bellman.core.returns.Gae.advantages(
          rollout.steps(),
          rollout.environments(),
          rollout.rewards(),
          rollout.values(),
          rollout.nextValues(),
          rollout.terminated(),
          rollout.truncated(),
          gamma,
          lambda,
          out);
    }
  }

  private static void subtractValues(Rollout rollout, float[] out) {
    for (int i = 0; i < rollout.size(); i++) {
      out[i] -= rollout.values()[i];
    }
  }
}
