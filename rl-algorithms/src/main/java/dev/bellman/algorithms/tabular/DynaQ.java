package dev.bellman.algorithms.tabular;

import dev.bellman.algorithms.loop.TabularLearner;
import dev.bellman.algorithms.loop.TabularTraining;
import dev.bellman.core.checkpoint.StateReader;
import dev.bellman.core.checkpoint.StateWriter;
import dev.bellman.core.environment.Environment;
import dev.bellman.core.random.Pcg64;
import dev.bellman.core.random.Seeds;
import dev.bellman.core.space.Discrete;
import dev.bellman.core.training.Schedule;
import dev.bellman.core.training.Training;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Dyna-Q (Algorithm 9): transitions of the ε-greedy policy, and many more out of a model of them ·
 * the Bellman optimality operator · the policy is greedy in Q.
 *
 * <pre>{@code
 * a ~ ε-greedy(Q)(s)                                              (1)
 * Q(s, a) ← Q(s, a) + α·(r + γ·max_a′ Q(s′, a′) − Q(s, a))        (2)
 * N(s, a, r, s′) ← N(s, a, r, s′) + 1                             (3)
 * M times:
 *   (s̃, ã) ~ the pairs seen so far, (r̃, s̃′) ~ p̂ = N/ΣN            (4)
 *   (2) with (s̃, ã, r̃, s̃′)                                        (5)
 * }</pre>
 *
 * <p>The model knows which transitions terminate. In a deterministic world it is Sutton and
 * Barto's, which keeps the latest outcome; in others theirs forgets, and this one is the
 * maximum-likelihood estimate. Richard Sutton, "Dyna, an Integrated Architecture for Learning,
 * Planning, and Reacting" (1991).
 */
public final class DynaQ implements TabularLearner {
  private static final String NAME = "dyna-q";
  private static final int NONE = -1;

  /**
   * The configuration.
   *
   * @param stepSize α
   * @param gamma γ in (0, 1]
   * @param planningSteps M ≥ 0: updates from the model after each real one
   * @param epsilon ε of the behaviour, within [0, 1]
   * @param longestEpisode steps after which an episode is truncated, ≥ 1
   */
  public record Config(
      StepSize stepSize, double gamma, int planningSteps, Schedule epsilon, int longestEpisode) {

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException with the name and the value that is out of range
     */
    public Config {
      TabularRanges.of(NAME, gamma, epsilon, longestEpisode)
          .atLeast("planningSteps", 0, planningSteps);
    }

    /**
     * Zhang's {@code maze.py}, for Sutton and Barto's example 8.1: α = 0.1, γ = 0.95, ε = 0.1, M =
     * 5.
     */
    public static Config defaults() {
      return new Config(StepSize.constant(0.1), 0.95, 5, Schedule.constant(0.1), 10_000);
    }
  }

  private final Config config;
  private final QTable q;
  private final EpsilonGreedy behaviour;
  private final TableUpdate update;
  private final TabularTarget target;
  private final CountedModel model;
  private final Pcg64 planning;

  /**
   * A learner that knows nothing yet.
   *
   * @param states how many there are
   * @param actions how many there are
   * @param seeds where all randomness comes from
   * @throws IllegalArgumentException if the table would be empty or too large
   */
  public DynaQ(int states, int actions, Config config, Seeds seeds) {
    this.config = config;
    q = new QTable(states, actions);
    behaviour = new EpsilonGreedy(config.epsilon, seeds.stream(NAME + ".exploration"));
    update = new TableUpdate(NAME, config.stepSize);
    target = new OptimalTarget(q);
    model = new CountedModel(states * actions);
    planning = seeds.stream(NAME + ".planning");
  }

  /**
   * A training of this algorithm.
   *
   * @throws IllegalArgumentException if there are infinitely many observations
   */
  public static Training on(
      Supplier<? extends Environment<Discrete>> environment, Config config, Seeds seeds) {
    return TabularTraining.of(
        environment.get(),
        config.longestEpisode,
        seeds,
        (states, actions) -> new DynaQ(states, actions, config, seeds));
  }

  @Override
  public void schedule(double remaining) {
    behaviour.schedule(remaining);
    update.schedule(remaining);
  }

  @Override
  public int act(int state) {
    return behaviour.draw(q, state); // (1)
  }

  @Override
  public void observe(int state, int action, double reward, int next, boolean terminated) {
    int seen = q.cell(state, action);
    learn(seen, reward, next, terminated); // (2)
    model.add(seen, reward, next, terminated); // (3)
    for (int m = 0; m < config.planningSteps; m++) {
      int cell = model.pair(planning); // (4)
      int outcome = model.outcome(cell, planning);
      learn(cell, model.reward(outcome), model.next(outcome), model.terminated(outcome)); // (5)
    }
  }

  private void learn(int cell, double reward, int next, boolean terminated) {
    double y = target.of(reward, terminated ? 0 : config.gamma, next, NONE);
    update.apply(q, cell, y);
  }

  @Override
  public void episodeEnded() {
    // an end is a discount of 0: nothing is kept from step to step
  }

  @Override
  public int greedy(int state) {
    return q.best(state);
  }

  /** Q as learned so far. */
  public QTable q() {
    return q;
  }

  @Override
  public long updates() {
    return update.updates();
  }

  @Override
  public Map<String, Double> metrics() {
    return update.metrics(behaviour);
  }

  @Override
  public void save(StateWriter out) {
    out.put("q", q);
    out.put("behaviour", behaviour);
    out.put("update", update);
    out.put("model", model);
    out.put("planning", planning);
  }

  @Override
  public void load(StateReader in) {
    in.get("q", q);
    in.get("behaviour", behaviour);
    in.get("update", update);
    in.get("model", model);
    in.get("planning", planning);
  }
}
