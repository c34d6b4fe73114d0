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
 * SARSA(λ): the ε-greedy policy's steps · the λ-weighted mean of the powers of the Bellman operator
 * at that policy, by eligibility traces · the policy is ε-greedy in Q.
 *
 * <pre>{@code
 * a′ ~ ε-greedy(Q)(s′)                                       (1)
 * δ = r + γ·Q(s′, a′) − Q(s, a)                              (2)
 * e(s, a) ← e(s, a) + 1  (accumulating),   1  (replacing)    (3)
 * Q ← Q + α·δ·e                                              (4)
 * e ← γ·λ·e                                                  (5)
 * }</pre>
 *
 * <p>e is 0 at the start of an episode. λ = 0 is SARSA. Traces below 1e-10 are dropped. Rummery and
 * Niranjan (1994); Satinder Singh and Richard Sutton, "Reinforcement Learning with Replacing
 * Eligibility Traces" (1996); a replacing trace leaves those of the state's other actions alone, as
 * in section 12.7 of Sutton and Barto.
 */
public final class SarsaLambda implements TabularLearner {
  private static final String NAME = "sarsa-lambda";
  private static final int NONE = -1;

  /** What a visit does to its trace. */
  public enum Trace {
    /** Adds 1. */
    ACCUMULATING,
    /** Sets it to 1. */
    REPLACING
  }

  /**
   * The configuration.
   *
   * @param stepSize α
   * @param gamma γ in (0, 1]
   * @param lambda λ in [0, 1]
   * @param traces what a visit does to its trace
   * @param epsilon ε of the behaviour, within [0, 1]
   * @param longestEpisode steps after which an episode is truncated, ≥ 1
   */
  public record Config(
      StepSize stepSize,
      double gamma,
      double lambda,
      Trace traces,
      Schedule epsilon,
      int longestEpisode) {

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException with the name and the value that is out of range
     */
    public Config {
      TabularRanges.of(NAME, gamma, epsilon, longestEpisode).fraction("lambda", lambda);
    }

    /**
     * α = 0.1, λ = 0.9 with accumulating traces; γ = 1 and ε = 0.1 as in Sutton and Barto's chapter
     * 6.
     */
    public static Config defaults() {
      return new Config(
          StepSize.constant(0.1), 1, 0.9, Trace.ACCUMULATING, Schedule.constant(0.1), 10_000);
    }
  }

  private final Config config;
  private final QTable q;
  private final EpsilonGreedy behaviour;
  private final TableUpdate update;
  private final TabularTarget target;
  private final Traces traces;

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
  public SarsaLambda(int states, int actions, Config config, Seeds seeds) {
    this.config = config;
    q = new QTable(states, actions);
    behaviour = new EpsilonGreedy(config.epsilon, seeds.stream(NAME + ".exploration"));
    update = new TableUpdate(NAME, config.stepSize);
    target = new SampledTarget(q);
    traces = new Traces(states * actions);
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
        (states, actions) -> new SarsaLambda(states, actions, config, seeds));
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
    double y = target.of(reward, discount, next, nextAction);
    double error = update.error(q, q.cell(state, action), y); // (2)
    traces.visit(q.cell(state, action), config.traces); // (3)
    for (int i = 0; i < traces.size(); i++) {
      int cell = traces.cell(i);
      q.add(cell, update.stepSize(q, cell) * error * traces.of(cell)); // (4)
    }
    traces.decay(config.gamma * config.lambda); // (5)
  }

  @Override
  public void episodeEnded() {
    traces.clear();
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
    out.put("traces", traces);
    out.put("nextAction", (long) nextAction);
  }

  @Override
  public void load(StateReader in) {
    in.get("q", q);
    in.get("behaviour", behaviour);
    in.get("update", update);
    in.get("traces", traces);
    nextAction = (int) in.getLong("nextAction");
  }
}
