package dev.bellman.algorithms.loop;

import dev.bellman.autograd.Parameters;
import dev.bellman.core.checkpoint.StateReader;
import dev.bellman.core.checkpoint.StateWriter;
import dev.bellman.core.environment.Environment;
import dev.bellman.core.policy.Policy;
import dev.bellman.core.random.Seeds;
import dev.bellman.core.space.Discrete;
import dev.bellman.core.space.Finite;
import dev.bellman.core.training.EpisodeStatistics;
import dev.bellman.core.training.Training;
import java.util.Map;

/**
 * The tabular loop: one environment, and a learner that is told of each step.
 *
 * <p>A piece is at most 1000 steps and may end in the middle of an episode. An episode that the
 * environment does not end is truncated after {@code longestEpisode} steps. Whoever truncates: the
 * learner is told that the last step did not terminate.
 */
public final class TabularTraining implements Training {
  private static final long PIECE = 1000;

  private final Environment<Discrete> environment;
  private final Finite observations;
  private final TabularLearner learner;
  private final int longestEpisode;
  private final EpisodeStatistics episodes = new EpisodeStatistics(1);
  private final float[] observation;
  private final float[] action = new float[1];
  private int state;
  private long episodeSteps;
  private long steps;

  /** Makes a learner for so many states and actions. */
  @FunctionalInterface
  public interface Factory {

    /** A learner that knows nothing yet. */
    TabularLearner create(int states, int actions);
  }

  private TabularTraining(
      Environment<Discrete> environment,
      Finite observations,
      TabularLearner learner,
      int longestEpisode,
      Seeds seeds) {
    this.environment = environment;
    this.observations = observations;
    this.learner = learner;
    this.longestEpisode = longestEpisode;
    observation = new float[observations.size()];
    environment.reset(seeds.key("environment", 0), observation, 0);
    state = observations.index(observation, 0);
  }

  /**
   * A training that has not begun.
   *
   * @param environment belongs to the training from now on; is reset here
   * @param longestEpisode steps after which an episode is truncated, ≥ 1
   * @throws IllegalArgumentException if there are infinitely many observations
   */
  public static TabularTraining of(
      Environment<Discrete> environment, int longestEpisode, Seeds seeds, Factory factory) {
    if (!(environment.observationSpace() instanceof Finite finite)) {
      throw new IllegalArgumentException(
          "A table wants finitely many observations, but those of the environment are "
              + environment.observationSpace());
    }
    TabularLearner learner = factory.create(finite.n(), environment.actionSpace().n());
    return new TabularTraining(environment, finite, learner, longestEpisode, seeds);
  }

  @Override
  public boolean advance(long limit) {
    if (steps >= limit) {
      return false;
    }
    long last = Math.min(limit, steps + PIECE);
    while (steps < last) {
      learner.schedule(1 - (double) steps / limit);
      step();
    }
    return true;
  }

  private void step() {
    int chosen = learner.act(state);
    action[0] = chosen;
    double reward = environment.step(action, 0, observation, 0);
    int next = observations.index(observation, 0);
    boolean terminated = environment.terminated();
    learner.observe(state, chosen, reward, next, terminated);
    steps++;
    episodeSteps++;
    boolean ended = terminated || environment.truncated() || episodeSteps >= longestEpisode;
    episodes.record(0, reward, ended);
    if (ended) {
      learner.episodeEnded();
      environment.reset(observation, 0);
      episodeSteps = 0;
    }
    state = ended ? observations.index(observation, 0) : next;
  }

  @Override
  public long steps() {
    return steps;
  }

  @Override
  public long updates() {
    return learner.updates();
  }

  @Override
  public Map<String, Double> metrics() {
    return learner.metrics();
  }

  @Override
  public EpisodeStatistics episodes() {
    return episodes;
  }

  @Override
  public Policy greedy() {
    return (rows, count, actions) -> {
      for (int i = 0; i < count; i++) {
        actions[i] = learner.greedy(observations.index(rows, i * observations.size()));
      }
    };
  }

  /** None: a table is no network. */
  @Override
  public Map<String, Parameters> parameters() {
    return Map.of();
  }

  @Override
  public void save(StateWriter out) {
    out.put("steps", steps);
    out.put("episodeSteps", episodeSteps);
    out.put("observation", observation);
    out.put("environment", environment);
    out.put("episodes", episodes);
    out.put("learner", learner);
  }

  @Override
  public void load(StateReader in) {
    steps = in.getLong("steps");
    episodeSteps = in.getLong("episodeSteps");
    in.get("observation", observation);
    state = observations.index(observation, 0);
    in.get("environment", environment);
    in.get("episodes", episodes);
    in.get("learner", learner);
  }
}
