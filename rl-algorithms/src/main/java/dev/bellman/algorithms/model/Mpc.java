package dev.bellman.algorithms.model;

import dev.bellman.algorithms.learner.Ranges;
import dev.bellman.core.checkpoint.StateReader;
import dev.bellman.core.checkpoint.StateWriter;
import dev.bellman.core.checkpoint.Stateful;
import dev.bellman.core.policy.Policy;
import dev.bellman.core.random.Pcg64;
import dev.bellman.core.space.Box;
import java.util.Arrays;

/**
 * Model predictive control: plans some steps ahead, takes the first one, and plans again.
 *
 * <pre>{@code
 * (a₀ … a_{H−1}) = argmax R̂(s; a₀ … a_{H−1}), searched from the plan kept for s    (1)
 * act a₀                                                                           (2)
 * kept: (a₁ … a_{H−1}, centre)                                                     (3)
 * }</pre>
 *
 * <p>Row i of the observations is of environment i, which has a plan of its own: the centres of the
 * actions when an episode begins. Acting allocates nothing once warm. Not thread-safe.
 *
 * <p>Chua et al., "Deep Reinforcement Learning in a Handful of Trials using Probabilistic Dynamics
 * Models" (2018). Departure from its code: that appends zeros in (3), which need not be possible
 * actions; for actions that lie about 0 it is the same.
 */
public final class Mpc implements Policy, Stateful {
  private final Maximizer maximizer;
  private final ReturnModel model;
  private final Objective objective = this::returns;
  private final int observationSize;
  private final int actionSize;
  private final float[] centres;
  private final float[] plan;
  private float[] plans = new float[0];
  private float[] observations;
  private int at;

  /**
   * A planner without plans.
   *
   * @param observationSize floats an observation
   * @param actions the space of actions, with finite bounds
   * @param horizon H ≥ 1
   * @param search how (1) is solved
   * @param model R̂
   * @param random belongs to it from now on
   * @throws IllegalArgumentException if the horizon is out of its range or a bound is infinite
   */
  public Mpc(
      int observationSize,
      Box actions,
      int horizon,
      Search search,
      ReturnModel model,
      Pcg64 random) {
    new Ranges("mpc").atLeast("horizon", 1, horizon);
    this.observationSize = observationSize;
    this.model = model;
    actionSize = actions.size();
    int n = Math.multiplyExact(horizon, actionSize);
    float[] low = new float[n];
    float[] high = new float[n];
    centres = new float[n];
    plan = new float[n];
    for (int i = 0; i < n; i++) {
      low[i] = actions.low(i % actionSize);
      high[i] = actions.high(i % actionSize);
      centres[i] = (float) (((double) low[i] + high[i]) / 2);
    }
    maximizer = search.over(new Box(low, high), random);
  }

  @Override
  public void act(float[] observations, int rows, float[] actions) {
    int n = plan.length;
    makePlans(rows);
    this.observations = observations;
    for (int row = 0; row < rows; row++) {
      int kept = row * n;
      at = row * observationSize;
      System.arraycopy(plans, kept, plan, 0, n);
      maximizer.maximize(objective, plan); // (1)
      System.arraycopy(plan, 0, actions, row * actionSize, actionSize); // (2)
      System.arraycopy(plan, actionSize, plans, kept, n - actionSize); // (3)
      System.arraycopy(centres, 0, plans, kept + n - actionSize, actionSize);
    }
    this.observations = null;
  }

  private void returns(int count, float[] sequences, double[] out) {
    model.returns(observations, at, count, sequences, out);
  }

  private void makePlans(int rows) {
    int before = plans.length;
    int n = plan.length;
    if (before < rows * n) {
      plans = Arrays.copyOf(plans, rows * n);
      for (int from = before; from < plans.length; from += n) {
        System.arraycopy(centres, 0, plans, from, n);
      }
    }
  }

  /** The plan of environment {@code i} is forgotten: its episode is over. */
  public void episodeEnded(int i) {
    int n = plan.length;
    if ((i + 1) * n <= plans.length) {
      System.arraycopy(centres, 0, plans, i * n, n);
    }
  }

  @Override
  public void save(StateWriter out) {
    out.put("search", maximizer);
    out.put("plans", plans);
  }

  @Override
  public void load(StateReader in) {
    in.get("search", maximizer);
    plans = new float[in.length("plans")];
    in.get("plans", plans);
  }
}
