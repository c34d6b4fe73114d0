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
 * Double Q-learning: transitions of the ε-greedy policy · the Bellman optimality operator with one
 * table that chooses and one that judges · the policy is greedy in their sum.
 *
 * <pre>{@code
 * a ~ ε-greedy(Q₁ + Q₂)(s)                                          (1)
 * i = 1 or 2, by a coin                                             (2)
 * y = r + γ·Q_j(s′, argmax_a′ Q_i(s′, a′)),   j the other           (3)
 * Q_i(s, a) ← Q_i(s, a) + α·(y − Q_i(s, a))                         (4)
 * }</pre>
 *
 * <p>The maximum of noisy estimates is too large on average; an estimate that had no part in the
 * choice is not. Hado van Hasselt, "Double Q-learning" (2010).
 */
public final class DoubleQLearning implements TabularLearner {
  private static final String NAME = "double-q-learning";
  private static final int NONE = -1;

  /**
   * The configuration.
   *
   * @param stepSize α
   * @param gamma γ in (0, 1]
   * @param epsilon ε of the behaviour, within [0, 1]
   * @param longestEpisode steps after which an episode is truncated, ≥ 1
   */
  public record Config(StepSize stepSize, double gamma, Schedule epsilon, int longestEpisode) {

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException with the name and the value that is out of range
     */
    public Config {
      TabularRanges.of(NAME, gamma, epsilon, longestEpisode);
    }

    /** Sutton and Barto's example 6.7: α = 0.1, γ = 1, ε = 0.1. */
    public static Config defaults() {
      return new Config(StepSize.constant(0.1), 1, Schedule.constant(0.1), 10_000);
    }
  }

  private final Config config;
  private final QTable first;
  private final QTable second;

  /** Q₁ + Q₂. */
  private final QTable q;

  private final EpsilonGreedy behaviour;
  private final Pcg64 coin;
  private final TableUpdate update;
  private final TabularTarget firstTarget;
  private final TabularTarget secondTarget;

  /**
   * A learner that knows nothing yet.
   *
   * @param states how many there are
   * @param actions how many there are
   * @param seeds where all randomness comes from
   * @throws IllegalArgumentException if the table would be empty or too large
   */
  public DoubleQLearning(int states, int actions, Config config, Seeds seeds) {
    this.config = config;
    first = new QTable(states, actions);
    second = new QTable(states, actions);
    q = new QTable(states, actions);
    behaviour = new EpsilonGreedy(config.epsilon, seeds.stream(NAME + ".exploration"));
    coin = seeds.stream(NAME + ".coin");
    update = new TableUpdate(NAME, config.stepSize);
    firstTarget = new DoubleTarget(first, second);
    secondTarget = new DoubleTarget(second, first);
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
        (states, actions) -> new DoubleQLearning(states, actions, config, seeds));
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
    double discount = terminated ? 0 : config.gamma;
    boolean heads = coin.integers(2) == 0; // (2)
    TabularTarget target = heads ? firstTarget : secondTarget;
    double y = target.of(reward, discount, next, NONE); // (3)
    update.apply(heads ? first : second, state, action, y); // (4)
    q.set(q.cell(state, action), first.value(state, action) + second.value(state, action));
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
    out.put("first", first);
    out.put("second", second);
    out.put("q", q);
    out.put("behaviour", behaviour);
    out.put("coin", coin);
    out.put("update", update);
  }

  @Override
  public void load(StateReader in) {
    in.get("first", first);
    in.get("second", second);
    in.get("q", q);
    in.get("behaviour", behaviour);
    in.get("coin", coin);
    in.get("update", update);
  }
}
