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
 * Expected SARSA: transitions of the ε-greedy policy · the Bellman operator at that policy, without
 * sampling the next action · the policy is ε-greedy in Q.
 *
 * <pre>{@code
 * a ~ π(·|s),   π = ε-greedy(Q)                          (1)
 * y = r + γ·Σ_a′ π(a′|s′)·Q(s′, a′)                      (2)
 * Q(s, a) ← Q(s, a) + α·(y − Q(s, a))                    (3)
 * }</pre>
 *
 * <p>Harm van Seijen et al., "A Theoretical and Empirical Analysis of Expected Sarsa" (2009).
 */
public final class ExpectedSarsa implements TabularLearner {
  private static final String NAME = "expected-sarsa";
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

    /** Sutton and Barto's cliff, example 6.6: α = 0.5, γ = 1, ε = 0.1. */
    public static Config defaults() {
      return new Config(StepSize.constant(0.5), 1, Schedule.constant(0.1), 10_000);
    }
  }

  private final Config config;
  private final QTable q;
  private final EpsilonGreedy behaviour;
  private final TableUpdate update;
  private final TabularTarget target;

  /**
   * A learner that knows nothing yet.
   *
   * @param states how many there are
   * @param actions how many there are
   * @param seeds where all randomness comes from
   * @throws IllegalArgumentException if the table would be empty or too large
   */
  public ExpectedSarsa(int states, int actions, Config config, Seeds seeds) {
    this.config = config;
    q = new QTable(states, actions);
    behaviour = new EpsilonGreedy(config.epsilon, seeds.stream(NAME + ".exploration"));
    update = new TableUpdate(NAME, config.stepSize);
    target = new ExpectedTarget(q, behaviour);
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
        (states, actions) -> new ExpectedSarsa(states, actions, config, seeds));
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
    double y = target.of(reward, discount, next, NONE); // (2)
    update.apply(q, state, action, y); // (3)
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
  }

  @Override
  public void load(StateReader in) {
    in.get("q", q);
    in.get("behaviour", behaviour);
    in.get("update", update);
  }
}
