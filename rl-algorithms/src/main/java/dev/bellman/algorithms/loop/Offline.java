package dev.bellman.algorithms.loop;

import dev.bellman.algorithms.learner.Normalizer;
import dev.bellman.algorithms.learner.Normalizer.Observations;
import dev.bellman.algorithms.learner.Ranges;
import dev.bellman.autograd.Parameters;
import dev.bellman.core.checkpoint.CheckpointException;
import dev.bellman.core.checkpoint.StateReader;
import dev.bellman.core.checkpoint.StateWriter;
import dev.bellman.core.environment.Environment;
import dev.bellman.core.environment.VectorEnvironment;
import dev.bellman.core.experience.Dataset;
import dev.bellman.core.experience.ReplayBuffer;
import dev.bellman.core.experience.TransitionRule;
import dev.bellman.core.policy.Policy;
import dev.bellman.core.random.Seeds;
import dev.bellman.core.space.Box;
import dev.bellman.core.space.Space;
import dev.bellman.core.training.EpisodeStatistics;
import dev.bellman.core.training.Training;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * The offline loop: updates on batches out of a dataset, and after them, if it is asked for, steps
 * of an environment whose transitions join the data.
 *
 * <p>A step is an update on the dataset, or later an environment step. A piece is at most {@value
 * #PIECE} of them.
 */
public final class Offline implements Training {
  private static final long PIECE = 100;

  /**
   * How far beyond a bound a number may lie, in widths of the box: whoever recorded it may have
   * scaled it to the box in floats, where the greatest can come out as 2.0000002 instead of 2.
   */
  private static final double SLACK = 1e-5;

  /**
   * What follows the dataset.
   *
   * @param steps of one environment, the last ones of the training; 0 for none
   * @param trainEvery steps from one training to the next, ≥ 1
   * @param updates updates a training, ≥ 1
   */
  public record Online(long steps, int trainEvery, int updates) {

    /**
     * Checks the ranges: all steps are kept.
     *
     * @throws IllegalArgumentException with the name and the value that is out of range
     */
    public Online {
      new Ranges("online")
          .atLeast("onlineSteps", 0, steps)
          .require(steps <= Integer.MAX_VALUE, "onlineSteps must be below 2³¹", steps)
          .atLeast("trainEvery", 1, trainEvery)
          .atLeast("updates", 1, updates);
    }

    /** Nothing. */
    public static final Online NONE = of(0);

    /** So many steps, an update after each. */
    public static Online of(long steps) {
      return new Online(steps, 1, 1);
    }
  }

  /** Makes a learner for these spaces. */
  @FunctionalInterface
  public interface Learners<A extends Space> {

    /**
     * A learner that knows nothing yet.
     *
     * @param observations how its networks see observations
     */
    OffPolicyLearner create(int observationSize, A actions, Normalizer observations);
  }

  private final OffPolicyLearner learner;
  private final Online online;
  private final DatasetReplay replay;
  private final Optional<VectorEnvironment<?>> environment;
  private final OptionalLong given;
  private final EpisodeStatistics episodes = new EpisodeStatistics(1);
  private final float[] observations;
  private final float[] actions;
  private long fingerprint;
  private long steps;

  private Offline(
      OffPolicyLearner learner,
      Online online,
      DatasetReplay replay,
      Optional<VectorEnvironment<?>> environment,
      OptionalLong given,
      int observationSize,
      int actionSize) {
    this.learner = learner;
    this.online = online;
    this.replay = replay;
    this.environment = environment;
    this.given = given;
    this.fingerprint = given.orElse(0);
    this.observations = new float[observationSize];
    this.actions = new float[actionSize];
  }

  /**
   * A training that has not begun.
   *
   * @param data what is learned from; without it, the training can be loaded but not advanced
   * @param environment makes the environment that the dataset is of
   * @param observations how networks see observations
   * @param rule what a step of the data becomes
   * @param learners makes the learner
   * @throws IllegalArgumentException if the dataset is not of that environment
   */
  public static <A extends Space> Offline of(
      Optional<Dataset> data,
      Supplier<? extends Environment<A>> environment,
      Observations observations,
      Online online,
      TransitionRule rule,
      Seeds seeds,
      Learners<A> learners) {
    Environment<A> world = environment.get();
    A actions = world.actionSpace();
    int n = world.observationSpace().size();
    data.ifPresent(d -> requireFit(d, world));
    Optional<VectorEnvironment<?>> acting = Optional.empty();
    if (online.steps > 0) {
      VectorEnvironment<A> one = VectorEnvironment.of(environment, 1);
      one.reset(seeds);
      acting = Optional.of(one);
    }
    DatasetReplay replay =
        new DatasetReplay(
            data.map(Offline::buffer),
            new ReplayBuffer((int) Math.max(1, online.steps), n, actions.size()),
            rule,
            seeds.stream("replay"));
    OffPolicyLearner learner = learners.create(n, actions, Normalizer.of(observations, n, data));
    // of the dataset itself nothing is kept: the replay has its steps
    OptionalLong given = data.stream().mapToLong(Dataset::fingerprint).findFirst();
    return new Offline(learner, online, replay, acting, given, n, actions.size());
  }

  private static ReplayBuffer buffer(Dataset data) {
    ReplayBuffer buffer = new ReplayBuffer(data.steps(), data.observationSize(), data.actionSize());
    data.addTo(buffer);
    return buffer;
  }

  /**
   * Checks that a dataset is of an environment: spaces of one kind and size, equal numbers of
   * elements, observations that the environment gives and actions that it takes.
   *
   * @throws IllegalArgumentException if it is not
   */
  public static void requireFit(Dataset data, Environment<?> world) {
    Dataset.Origin origin = data.origin();
    requireFit("observations", origin.observationSpace(), world.observationSpace());
    requireFit("actions", origin.actionSpace(), world.actionSpace());
    if (world.observationSpace() instanceof Box box) {
      requireWithin("observation", box, data, data.observations(), 1);
    }
    if (world.actionSpace() instanceof Box box) {
      requireWithin("action", box, data, data.actions(), 0);
    }
  }

  /** Spaces of one kind and size; a dataset may not know the bounds of a box. */
  private static void requireFit(String what, Space data, Space world) {
    boolean fits = data.getClass() == world.getClass() && data.size() == world.size();
    if (!(world instanceof Box)) {
      fits &= data.equals(world);
    }
    if (!fits) {
      throw new IllegalArgumentException(
          "The dataset does not fit the environment: its "
              + what
              + " are of "
              + data
              + ", but those of the environment are of "
              + world);
    }
  }

  /**
   * What declared bounds may not tell, the numbers themselves do.
   *
   * @param rows so many {@code more} an episode than it has steps
   */
  private static void requireWithin(String what, Box box, Dataset data, float[] rows, int more) {
    int n = box.size();
    for (int e = 0; e < data.episodes(); e++) {
      int first = data.start(e) + more * e;
      for (int t = 0; t < data.length(e) + more; t++) {
        for (int i = 0; i < n; i++) {
          float x = rows[(first + t) * n + i];
          if (!isWithin(box, i, x)) {
            throw new IllegalArgumentException(
                "The dataset does not fit the environment: component "
                    + i
                    + " of the "
                    + what
                    + " at step "
                    + t
                    + " of episode "
                    + e
                    + " is "
                    + x
                    + ", which is not in "
                    + box);
          }
        }
      }
    }
  }

  private static boolean isWithin(Box box, int i, float x) {
    double width = (double) box.high(i) - box.low(i);
    double slack = Double.isInfinite(width) ? 0 : SLACK * width;
    return box.low(i) - slack <= x && x <= box.high(i) + slack;
  }

  @Override
  public boolean advance(long limit) {
    if (steps >= limit) {
      return false;
    }
    long last = Math.min(limit, steps + PIECE);
    while (steps < last) {
      double remaining = 1 - (double) steps / limit;
      if (steps < limit - online.steps) {
        learner.update(replay, remaining);
        steps++;
      } else {
        act(remaining);
        long acted = steps - (limit - online.steps);
        if (acted % online.trainEvery == 0) {
          for (int i = 0; i < online.updates; i++) {
            learner.update(replay, remaining);
          }
        }
      }
    }
    return true;
  }

  private void act(double remaining) {
    VectorEnvironment<?> one = environment.orElseThrow();
    System.arraycopy(one.observations(), 0, observations, 0, observations.length);
    learner.act(observations, 1, remaining, actions);
    one.step(actions);
    steps++;
    boolean[] truncated = one.truncated();
    replay
        .online()
        .add(
            1,
            observations,
            actions,
            one.rewards(),
            one.terminated(),
            truncated,
            one.finalObservations());
    episodes.record(one.rewards(), one.terminated(), truncated);
    if (one.terminated()[0] | truncated[0]) {
      learner.episodeEnded(0);
    }
  }

  /** Who learns. */
  public OffPolicyLearner learner() {
    return learner;
  }

  @Override
  public long steps() {
    return steps;
  }

  @Override
  public long updates() {
    return learner.updates();
  }

  /** Those of the learner and, where it tells both values, how much they differ. */
  @Override
  public Map<String, Double> metrics() {
    Map<String, Double> metrics = learner.metrics();
    if (!metrics.containsKey("meanValue") || !metrics.containsKey("policyValue")) {
      return metrics;
    }
    Map<String, Double> all = new LinkedHashMap<>(metrics);
    all.put("valueGap", metrics.get("policyValue") - metrics.get("meanValue"));
    return all;
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
    out.put("data", fingerprint);
    out.put("steps", steps);
    out.put("episodes", episodes);
    environment.ifPresent(one -> out.put("environment", one));
    out.put("replay", replay);
    out.put("learner", learner);
  }

  /**
   * Reads what {@link #save} wrote.
   *
   * @throws CheckpointException also if the training was of another dataset
   */
  @Override
  public void load(StateReader in) {
    fingerprint = in.getLong("data");
    if (given.isPresent() && given.getAsLong() != fingerprint) {
      throw new CheckpointException(
          "The training has learned from another dataset than this one: it goes on with its own alone");
    }
    steps = in.getLong("steps");
    in.get("episodes", episodes);
    environment.ifPresent(one -> in.get("environment", one));
    in.get("replay", replay);
    in.get("learner", learner);
  }
}
