package dev.bellman.algorithms.tabular;

import dev.bellman.algorithms.loop.TabularLearner;
import dev.bellman.algorithms.loop.TabularTraining;
import dev.bellman.core.checkpoint.StateReader;
import dev.bellman.core.checkpoint.StateWriter;
import dev.bellman.core.environment.Environment;
import dev.bellman.core.random.Seeds;
import dev.bellman.core.space.Discrete;
import dev.bellman.core.training.Training;
import java.util.Map;
import java.util.function.Supplier;

/**
 * On-policy Monte Carlo control: whole episodes · their returns, which sample Q^π without any
 * bootstrapping · the policy is greedy or ε-greedy in Q.
 *
 * <pre>{@code
 * s₀, a₀, r₀, …, s_T₋₁, a_T₋₁, r_T₋₁ ~ π                          (1)
 * for t = T − 1, …, 0:
 *   G ← r_t + γ·G                                               (2)
 *   at every visit, or unless (s_t, a_t) is among the earlier:
 *     Q(s_t, a_t) ← Q(s_t, a_t) + α·(G − Q(s_t, a_t))           (3)
 * }</pre>
 *
 * <p>With the step size {@code visits}, Q is the mean of all returns, of those of former policies
 * too. Exploring starts draw the first action of an episode uniformly and take the best ones from
 * there on; the first state is the environment's. An episode that a time limit cuts counts with the
 * return that it has: there is nothing to bootstrap from. Sutton and Barto, sections 5.3 and 5.4.
 */
public final class MonteCarlo implements TabularLearner {
  private static final String NAME = "monte-carlo";

  /** Which visits of a state and action within an episode count. */
  public enum Visits {
    /** The first alone: its returns are independent. */
    FIRST,
    /** All of them. */
    EVERY
  }

  /**
   * The configuration.
   *
   * @param stepSize α
   * @param gamma γ in (0, 1]
   * @param exploration how the first action of an episode, and the others, are drawn
   * @param visits which visits of a state and action within an episode count
   * @param longestEpisode steps after which an episode is truncated, ≥ 1
   */
  public record Config(
      StepSize stepSize, double gamma, Exploration exploration, Visits visits, int longestEpisode) {

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException with the name and the value that is out of range
     */
    public Config {
      TabularRanges.of(NAME, gamma, exploration.epsilon(), longestEpisode);
    }

    /**
     * Zhang's {@code blackjack.py}, for Sutton and Barto's example 5.3: means, γ = 1, exploring
     * starts; first visits as in the book.
     */
    public static Config defaults() {
      return new Config(
          StepSize.visits(), 1, new Exploration.ExploringStarts(), Visits.FIRST, 10_000);
    }
  }

  private final Config config;
  private final QTable q;
  private final EpsilonGreedy behaviour;
  private final TableUpdate update;
  private final Episode episode;

  /**
   * A learner that knows nothing yet.
   *
   * @param states how many there are
   * @param actions how many there are
   * @param seeds where all randomness comes from
   * @throws IllegalArgumentException if the table would be empty or too large
   */
  public MonteCarlo(int states, int actions, Config config, Seeds seeds) {
    this.config = config;
    q = new QTable(states, actions);
    behaviour =
        new EpsilonGreedy(config.exploration.epsilon(), seeds.stream(NAME + ".exploration"));
    update = new TableUpdate(NAME, config.stepSize);
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
        (states, actions) -> new MonteCarlo(states, actions, config, seeds));
  }

  @Override
  public void schedule(double remaining) {
    behaviour.schedule(remaining);
    update.schedule(remaining);
  }

  @Override
  public int act(int state) {
    boolean any =
        episode.length() == 0 && config.exploration instanceof Exploration.ExploringStarts;
    return any ? behaviour.uniform(q) : behaviour.draw(q, state); // (1)
  }

  @Override
  public void observe(int state, int action, double reward, int next, boolean terminated) {
    episode.add(q.cell(state, action), reward, 1);
  }

  @Override
  public void episodeEnded() {
    double g = 0;
    for (int t = episode.length() - 1; t >= 0; t--) {
      g = episode.reward(t) + config.gamma * g; // (2)
      if (config.visits == Visits.EVERY || episode.isFirstVisit(t)) {
        update.apply(q, episode.cell(t), g); // (3)
      }
    }
    episode.clear();
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
  }

  @Override
  public void load(StateReader in) {
    in.get("q", q);
    in.get("behaviour", behaviour);
    in.get("update", update);
    in.get("episode", episode);
  }
}
