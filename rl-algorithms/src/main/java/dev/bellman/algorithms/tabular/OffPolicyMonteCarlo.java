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
 * Off-policy Monte Carlo control: whole episodes of a soft behaviour b · returns weighted by
 * importance, which sample Q^π of the greedy policy π · π is greedy in Q.
 *
 * <pre>{@code
 * s₀, a₀, r₀, …, s_T₋₁, a_T₋₁, r_T₋₁ ~ b = ε-greedy(Q)                (1)
 * for t = T − 1, …, 0, with G = 0 and W = 1 at first:
 *   G ← r_t + γ·G                                                  (2)
 *   weighted:  C(s_t, a_t) ← C(s_t, a_t) + W
 *              Q(s_t, a_t) ← Q(s_t, a_t) + W/C·(G − Q(s_t, a_t))   (3)
 *   ordinary:  Q(s_t, a_t) ← Q(s_t, a_t) + 1/N·(W·G − Q(s_t, a_t)) (4)
 *   W ← W·π(a_t|s_t)/b(a_t|s_t)                                    (5)
 * }</pre>
 *
 * <p>The first action from the end that is not greedy makes W 0. What came before it then weighs
 * nothing in (3) and the pass ends there; in (4) it counts as 0, without which the mean would be
 * biased. b(a|s) is what it was when the action was drawn, π what (3) and (4) have made of it.
 * Weighted sampling has a bias that vanishes and a bounded variance; the variance of ordinary
 * sampling may be infinite.
 *
 * <p>An episode that a time limit cuts counts with the return that it has. Departure: a weight
 * beyond 1e200 ends the pass, as its sums would leave the range of a double. Sutton and Barto,
 * sections 5.5 to 5.7.
 */
public final class OffPolicyMonteCarlo implements TabularLearner {
  private static final String NAME = "off-policy-monte-carlo";

  /** A weight from which on sums of weights leave the range of a double. */
  private static final double GREATEST = 1e200;

  /** Which mean of the weighted returns Q is. */
  public enum Sampling {
    /** Divided by their number. */
    ORDINARY,
    /** Divided by the sum of their weights. */
    WEIGHTED
  }

  /**
   * The configuration.
   *
   * @param gamma γ in (0, 1]
   * @param sampling which mean of the weighted returns
   * @param epsilon ε of the behaviour, within [0, 1] and positive at first
   * @param longestEpisode steps after which an episode is truncated, ≥ 1
   */
  public record Config(double gamma, Sampling sampling, Schedule epsilon, int longestEpisode) {

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException with the name and the value that is out of range
     */
    public Config {
      TabularRanges.of(NAME, gamma, epsilon, longestEpisode)
          .require(epsilon.initial() > 0, "epsilon must be positive", epsilon);
    }

    /**
     * Sutton and Barto's section 5.7: weighted, γ = 1; ε = 1 as in Zhang's {@code blackjack.py}.
     */
    public static Config defaults() {
      return new Config(1, Sampling.WEIGHTED, Schedule.constant(1), 10_000);
    }
  }

  private final Config config;
  private final QTable q;
  private final EpsilonGreedy behaviour;
  private final TableUpdate update;
  private final Episode episode;

  /** C(s, a). */
  private final double[] weights;

  /**
   * A learner that knows nothing yet.
   *
   * @param states how many there are
   * @param actions how many there are
   * @param seeds where all randomness comes from
   * @throws IllegalArgumentException if the table would be empty or too large
   */
  public OffPolicyMonteCarlo(int states, int actions, Config config, Seeds seeds) {
    this.config = config;
    q = new QTable(states, actions);
    behaviour = new EpsilonGreedy(config.epsilon, seeds.stream(NAME + ".exploration"));
    update = new TableUpdate(NAME, StepSize.visits());
    episode = new Episode(states * actions);
    weights = new double[states * actions];
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
        (states, actions) -> new OffPolicyMonteCarlo(states, actions, config, seeds));
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
    episode.add(q.cell(state, action), reward, behaviour.probability(q, state, action));
  }

  @Override
  public void episodeEnded() {
    switch (config.sampling) {
      case WEIGHTED -> weighted();
      case ORDINARY -> ordinary();
    }
    episode.clear();
  }

  private void weighted() {
    double g = 0;
    double w = 1;
    for (int t = episode.length() - 1; t >= 0 && w > 0 && w < GREATEST; t--) {
      int cell = episode.cell(t);
      g = episode.reward(t) + config.gamma * g; // (2)
      weights[cell] += w;
      update.apply(q, cell, g, w / weights[cell]); // (3)
      w *= ratio(t); // (5)
    }
  }

  private void ordinary() {
    double g = 0;
    double w = 1;
    for (int t = episode.length() - 1; t >= 0 && w < GREATEST; t--) {
      g = episode.reward(t) + config.gamma * g; // (2)
      update.apply(q, episode.cell(t), w * g); // (4)
      w *= ratio(t); // (5)
    }
  }

  /** π(a_t|s_t)/b(a_t|s_t). */
  private double ratio(int t) {
    int cell = episode.cell(t);
    int action = cell % q.actions();
    return q.best(cell / q.actions()) == action ? 1 / episode.probability(t) : 0;
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
    out.put("weights", weights);
  }

  @Override
  public void load(StateReader in) {
    in.get("q", q);
    in.get("behaviour", behaviour);
    in.get("update", update);
    in.get("episode", episode);
    in.get("weights", weights);
  }
}
