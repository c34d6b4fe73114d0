package dev.bellman.algorithms.model;

import dev.bellman.algorithms.learner.Ranges;
import dev.bellman.core.environment.Equations;

/**
 * Returns of sequences of actions by the equations of the world: to plan with what is known, where
 * nothing has to be learned.
 *
 * <pre>{@code
 * R = Σ_{t<H} γᵗ·r(sₜ, aₜ, sₜ₊₁),   sₜ₊₁ = f(sₜ, aₜ),   until the end of the episode
 * }</pre>
 *
 * <pre>{@code
 * Environment<Box> pendulum = Environments.make("Pendulum-v1", Box.class);
 * ReturnModel model = new KnownReturns(pendulum.equations().orElseThrow(), 3, 1, 25, 1);
 * Policy policy =
 *     new Mpc(3, pendulum.actionSpace(), 25, Cem.defaults(), model, Seeds.of(0).stream("plan"));
 * }</pre>
 *
 * <p>Allocates nothing. Not thread-safe.
 */
public final class KnownReturns implements ReturnModel {
  private final Equations equations;
  private final int actionSize;
  private final int horizon;
  private final double gamma;
  private final float[] before;
  private final float[] after;

  /**
   * Returns in this world.
   *
   * @param equations of the world
   * @param observationSize floats an observation, ≥ 1
   * @param actionSize floats an action, ≥ 1
   * @param horizon H ≥ 1
   * @param gamma γ in [0, 1]
   * @throws IllegalArgumentException if a number is out of its range
   */
  public KnownReturns(
      Equations equations, int observationSize, int actionSize, int horizon, double gamma) {
    new Ranges("known-returns")
        .atLeast("observationSize", 1, observationSize)
        .atLeast("actionSize", 1, actionSize)
        .atLeast("horizon", 1, horizon)
        .gamma(gamma);
    this.equations = equations;
    this.actionSize = actionSize;
    this.horizon = horizon;
    this.gamma = gamma;
    before = new float[observationSize];
    after = new float[observationSize];
  }

  @Override
  public void returns(float[] observations, int at, int count, float[] sequences, double[] out) {
    for (int c = 0; c < count; c++) {
      System.arraycopy(observations, at, before, 0, before.length);
      out[c] = sum(sequences, c * horizon * actionSize);
    }
  }

  private double sum(float[] actions, int from) {
    float[] s = before;
    float[] s2 = after;
    double sum = 0;
    double discount = 1;
    for (int t = 0; t < horizon; t++) {
      int a = from + t * actionSize;
      equations.next(s, 0, actions, a, s2, 0);
      sum += discount * equations.reward(s, 0, actions, a, s2, 0);
      if (equations.terminates(s2, 0)) {
        break;
      }
      discount *= gamma;
      float[] seen = s;
      s = s2;
      s2 = seen;
    }
    return sum;
  }
}
