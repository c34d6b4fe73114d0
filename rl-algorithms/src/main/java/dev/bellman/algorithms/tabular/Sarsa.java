package dev.bellman.algorithms.tabular;

import dev.bellman.algorithms.loop.TabularLearner;
import dev.bellman.algorithms.loop.TabularTraining;
import dev.bellman.core.checkpoint.StateReader;
import dev.bellman.core.checkpoint.StateWriter;
import dev.bellman.core.environment.Environment;
import dev.bellman.core.random.Seeds;
import dev.bellman.core.space.Discrete;
import dev.bellman.core.training.Schedule;
import dev.bellman.core.training.Training;
import java.util.Map;
import java.util.function.Supplier;

/**
 * SARSA: transitions and next actions of the ε-greedy policy · the Bellman operator at that policy
 * · the policy is ε-greedy in Q.
 *
 * <pre>{@code
 * a′ ~ ε-greedy(Q)(s′)                         (1)
 * y = r + γ·Q(s′, a′)                          (2)
 * Q(s, a) ← Q(s, a) + α·(y − Q(s, a))          (3)
 * s, a ← s′, a′
 * }</pre>
 *
 * <p>On-policy: a′ is both in the target and taken. Where a time limit cuts, a′ is drawn for the
 * target alone. Gavin Rummery and Mahesan Niranjan, "On-Line Q-Learning Using Connectionist
 * Systems" (1994).
 */
public final class Sarsa implements TabularLearner {
  private static final String NAME = "sarsa";
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

    /**
     * Sutton and Barto's windy gridworld and cliff, examples 6.5 and 6.6: α = 0.5, γ = 1, ε = 0.1.
     */
    public static Config defaults() {
      return new Config(StepSize.constant(0.5), 1, Schedule.constant(0.1), 10_000);
    }
  }

  private final Config config;
  private final QTable q;
  private final EpsilonGreedy behaviour;
  private final TableUpdate update;
  private final TabularTarget target;

  /** a′, which is taken in the next step; none after an end. */
  private int nextAction = NONE;

  /**
   * A learner that knows nothing yet.
   *
   * @param states how many there are
   * @param actions how many there are
   * @param seeds where all randomness comes from
   * @throws IllegalArgumentException if the table would be empty or too large
   */
  public Sarsa(int states, int actions, Config config, Seeds seeds) {
    this.config = config;
    q = new QTable(states, actions);
    behaviour = new EpsilonGreedy(config.epsilon, seeds.stream(NAME + ".exploration"));
    update = new TableUpdate(NAME, config.stepSize);
    target = new SampledTarget(q);
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
        (states, actions) -> new Sarsa(states, actions, config, seeds));
  }

  @Override
  public void schedule(double remaining) {
    behaviour.schedule(remaining);
    update.schedule(remaining);
  }

  @Override
  public int act(int state) {
    return nextAction == NONE ? behaviour.draw(q, state) : nextAction;
  }

  @Override
  public void observe(int state, int action, double reward, int next, boolean terminated) {
    double discount = terminated ? 0 : config.gamma;
    nextAction = behaviour.draw(q, next); // (1)
    double y = target.of(reward, discount, next, nextAction); // (2)
    update.apply(q, state, action, y); // (3)
  }

  @Override
  public void episodeEnded() {
    nextAction = NONE;
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
    out.put("nextAction", (long) nextAction);
  }

  @Override
  public void load(StateReader in) {
    in.get("q", q);
    in.get("behaviour", behaviour);
    in.get("update", update);
    nextAction = (int) in.getLong("nextAction");
  }
}
