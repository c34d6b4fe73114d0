package dev.bellman.algorithms.loop;

import dev.bellman.algorithms.learner.Ranges;
import dev.bellman.autograd.Parameters;
import dev.bellman.core.checkpoint.StateReader;
import dev.bellman.core.checkpoint.StateWriter;
import dev.bellman.core.environment.Environment;
import dev.bellman.core.environment.VectorEnvironment;
import dev.bellman.core.experience.AllRows;
import dev.bellman.core.experience.OneStep;
import dev.bellman.core.experience.Replay;
import dev.bellman.core.experience.ReplayBuffer;
import dev.bellman.core.experience.UniformIndices;
import dev.bellman.core.policy.Policy;
import dev.bellman.core.policy.UniformPolicy;
import dev.bellman.core.random.Seeds;
import dev.bellman.core.space.Space;
import dev.bellman.core.training.EpisodeStatistics;
import dev.bellman.core.training.Training;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The off-policy loop: every so many steps of N environments, some updates on batches out of a
 * replay buffer. The first actions are drawn uniformly, and nothing is learned from them before
 * there are enough.
 *
 * <p>A piece is at least one step and at most about {@value #PIECE} of them.
 */
public final class OffPolicy implements Training {
  private static final long PIECE = 100;

  /**
   * How experience and updates alternate.
   *
   * @param environments N ≥ 1, stepped together
   * @param bufferSize transitions that are kept, ≥ N
   * @param learningStarts steps of random actions before the first update, ≥ 0
   * @param trainEvery steps of each environment from one training to the next, ≥ 1
   * @param updates updates a training, ≥ 1: the update-to-data ratio is updates / (trainEvery·N)
   */
  public record Config(
      int environments, int bufferSize, long learningStarts, int trainEvery, int updates) {

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException with the name and the value that is out of range
     */
    public Config {
      new Ranges("experience")
          .atLeast("environments", 1, environments)
          .atLeast("bufferSize", 1, bufferSize)
          .require(bufferSize >= environments, "bufferSize must be ≥ environments", bufferSize)
          .atLeast("learningStarts", 0, learningStarts)
          .atLeast("trainEvery", 1, trainEvery)
          .atLeast("updates", 1, updates);
    }

    /** A million transitions, 100 random steps, an update a step. */
    public static Config defaults() {
      return new Config(1, 1_000_000, 100, 1, 1);
    }

    /**
     * What is on-policy: the buffer is one rollout, which is learned from whole (see {@link
     * Replays#rollout}) and then forgotten. No action is drawn uniformly.
     *
     * @param environments N ≥ 1, stepped together
     * @param rolloutSteps T ≥ 1, steps of each of them
     * @param updates updates a rollout, ≥ 1
     */
    public static Config rollouts(int environments, int rolloutSteps, int updates) {
      return new Config(environments, environments * rolloutSteps, 0, rolloutSteps, updates);
    }
  }

  private final VectorEnvironment<?> environments;
  private final OffPolicyLearner learner;
  private final Config config;
  private final Replay replay;
  private final UniformPolicy uniform;
  private final EpisodeStatistics episodes;
  private final float[] observations;
  private final float[] actions;
  private long steps;

  private OffPolicy(
      VectorEnvironment<?> environments,
      OffPolicyLearner learner,
      Config config,
      Replay replay,
      UniformPolicy uniform) {
    int n = environments.size();
    this.environments = environments;
    this.learner = learner;
    this.config = config;
    this.replay = replay;
    this.uniform = uniform;
    this.episodes = new EpisodeStatistics(n);
    this.observations = new float[environments.observations().length];
    this.actions = new float[n * environments.actionSpace().size()];
  }

  /** Makes a learner for what a buffer has room for and this space of actions. */
  @FunctionalInterface
  public interface Learners<A extends Space> {

    /**
     * A learner that knows nothing yet.
     *
     * @param buffer where all steps will be, for whoever learns a model of them; not written
     */
    OffPolicyLearner create(ReplayBuffer buffer, A actions);
  }

  /** Makes what batches are drawn from. */
  @FunctionalInterface
  public interface Replays {

    /**
     * Batches of this buffer.
     *
     * @param seeds where all randomness comes from
     */
    Replay of(ReplayBuffer buffer, Seeds seeds);

    /** Single steps, all equally likely. */
    static Replays uniform(double gamma) {
      return (buffer, seeds) ->
          new Replay(buffer, new UniformIndices(seeds.stream("replay")), new OneStep(gamma));
    }

    /** Single steps, all that are there: a batch is the whole buffer. */
    static Replays rollout(double gamma) {
      return (buffer, _) -> new Replay(buffer, new AllRows(), new OneStep(gamma));
    }
  }

  /**
   * A training that has not begun.
   *
   * @param environment makes one environment each time it is asked
   * @param replays how batches are made of the buffer
   * @param learners makes the learner
   */
  public static <A extends Space> OffPolicy of(
      Supplier<? extends Environment<A>> environment,
      Config config,
      Seeds seeds,
      Replays replays,
      Learners<A> learners) {
    VectorEnvironment<A> environments = VectorEnvironment.of(environment, config.environments);
    environments.reset(seeds);
    int observationSize = environments.observationSpace().size();
    A actions = environments.actionSpace();
    // whole steps of all environments, so that a row and the next of its environment are N apart
    int capacity = config.bufferSize - config.bufferSize % config.environments;
    ReplayBuffer buffer = new ReplayBuffer(capacity, observationSize, actions.size());
    OffPolicyLearner learner = learners.create(buffer, actions);
    return new OffPolicy(
        environments,
        learner,
        config,
        replays.of(buffer, seeds),
        new UniformPolicy(actions, seeds.stream("warm-up")));
  }

  @Override
  public boolean advance(long limit) {
    int n = environments.size();
    if (steps + n > limit) {
      return false;
    }
    long last = Math.min(limit, steps + PIECE);
    do {
      double remaining = 1 - (double) steps / limit;
      step(remaining);
      if (steps > config.learningStarts && steps / n % config.trainEvery == 0) {
        replay.schedule(remaining);
        for (int i = 0; i < config.updates; i++) {
          learner.update(replay, remaining);
        }
      }
    } while (steps + n <= last);
    return true;
  }

  private void step(double remaining) {
    int n = environments.size();
    System.arraycopy(environments.observations(), 0, observations, 0, observations.length);
    if (steps < config.learningStarts) {
      uniform.act(observations, n, actions);
    } else {
      learner.act(observations, n, remaining, actions);
    }
    environments.step(actions);
    steps += n;
    boolean[] terminated = environments.terminated();
    boolean[] truncated = environments.truncated();
    replay
        .buffer()
        .add(
            n,
            observations,
            actions,
            environments.rewards(),
            terminated,
            truncated,
            environments.finalObservations());
    episodes.record(environments.rewards(), terminated, truncated);
    for (int i = 0; i < n; i++) {
      if (terminated[i] | truncated[i]) {
        learner.episodeEnded(i);
      }
    }
  }

  /** Who acts and learns. */
  public OffPolicyLearner learner() {
    return learner;
  }

  /** N, the environments that are stepped together: a row and the next of its own are N apart. */
  public int environments() {
    return environments.size();
  }

  /** What the learner has its batches from. */
  public Replay replay() {
    return replay;
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
    return learner.greedy();
  }

  @Override
  public Policy target() {
    return learner.target();
  }

  @Override
  public Map<String, Parameters> parameters() {
    return learner.parameters();
  }

  @Override
  public void save(StateWriter out) {
    out.put("steps", steps);
    out.put("environments", environments);
    out.put("episodes", episodes);
    out.put("warmUp", uniform);
    out.put("replay", replay);
    out.put("learner", learner);
  }

  @Override
  public void load(StateReader in) {
    steps = in.getLong("steps");
    in.get("environments", environments);
    in.get("episodes", episodes);
    in.get("warmUp", uniform);
    in.get("replay", replay);
    in.get("learner", learner);
  }
}
