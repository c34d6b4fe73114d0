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
 * n-step SARSA: the latest n steps of the ε-greedy policy · the n-th power of the Bellman operator
 * at that policy · the policy is ε-greedy in Q.
 *
 * <pre>{@code
 * a′ ~ ε-greedy(Q)(s′)                                              (1)
 * R = r_τ + γ·r_τ₊₁ + … + γᵏ⁻¹·r_τ₊ₖ₋₁,   k = n, or what is left     (2)
 * y = R + γᵏ·Q(s_τ₊ₖ, a_τ₊ₖ)                                        (3)
 * Q(s_τ, a_τ) ← Q(s_τ, a_τ) + α·(y − Q(s_τ, a_τ))                   (4)
 * }</pre>
 *
 * <p>After the last step of an episode the states that are left have fewer than n rewards; an
 * episode that a time limit cut bootstraps them from its last state. n = 1 is SARSA. Sutton and
 * Barto, section 7.2.
 */
public final class NStepSarsa implements TabularLearner {
  private static final String NAME = "n-step-sarsa";
  private static final int NONE = -1;

  /**
   * The configuration.
   *
   * @param n how many rewards a target has, ≥ 1
   * @param stepSize α
   * @param gamma γ in (0, 1]
   * @param epsilon ε of the behaviour, within [0, 1]
   * @param longestEpisode steps after which an episode is truncated, ≥ 1
   */
  public record Config(
      int n, StepSize stepSize, double gamma, Schedule epsilon, int longestEpisode) {

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException with the name and the value that is out of range
     */
    public Config {
      TabularRanges.of(NAME, gamma, epsilon, longestEpisode).atLeast("n", 1, n);
    }

    /**
     * γ = 1 and ε = 0.1 of Sutton and Barto's cliff, n = 4, and α = 0.1: returns of four steps vary
     * too much for the cliff's 0.5, with which the greedy policy can go round in circles.
     */
    public static Config defaults() {
      return new Config(4, StepSize.constant(0.1), 1, Schedule.constant(0.1), 10_000);
    }
  }

  private final Config config;
  private final QTable q;
  private final EpsilonGreedy behaviour;
  private final TableUpdate update;
  private final TabularTarget target;
  private final Episode episode;

  /** a′, which is taken in the next step; none after an end. */
  private int nextAction = NONE;

  /** Not saved, like the next: every step sets them before they are read. */
  private int nextState;

  private boolean terminated;

  /**
   * A learner that knows nothing yet.
   *
   * @param states how many there are
   * @param actions how many there are
   * @param seeds where all randomness comes from
   * @throws IllegalArgumentException if the table would be empty or too large
   */
  public NStepSarsa(int states, int actions, Config config, Seeds seeds) {
    this.config = config;
    q = new QTable(states, actions);
    behaviour = new EpsilonGreedy(config.epsilon, seeds.stream(NAME + ".exploration"));
    update = new TableUpdate(NAME, config.stepSize);
    target = new SampledTarget(q);
    episode = new Episode(states * actions);
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
        (states, actions) -> new NStepSarsa(states, actions, config, seeds));
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
    episode.add(q.cell(state, action), reward, 1);
    nextAction = behaviour.draw(q, next); // (1)
    nextState = next;
    this.terminated = terminated;
    if (episode.length() >= config.n) {
      learn(episode.length() - config.n);
    }
  }

  private void learn(int tau) {
    double sum = 0;
    double discount = 1;
    for (int i = tau; i < episode.length(); i++) {
      sum += discount * episode.reward(i); // (2)
      discount *= config.gamma;
    }
    double y = target.of(sum, terminated ? 0 : discount, nextState, nextAction); // (3)
    update.apply(q, episode.cell(tau), y); // (4)
  }

  @Override
  public void episodeEnded() {
    for (int tau = Math.max(0, episode.length() - config.n + 1); tau < episode.length(); tau++) {
      learn(tau);
    }
    episode.clear();
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
    out.put("episode", episode);
    out.put("nextAction", (long) nextAction);
  }

  @Override
  public void load(StateReader in) {
    in.get("q", q);
    in.get("behaviour", behaviour);
    in.get("update", update);
    in.get("episode", episode);
    nextAction = (int) in.getLong("nextAction");
  }
}
