package dev.bellman.algorithms.loop;

import dev.bellman.autograd.Parameters;
import dev.bellman.core.checkpoint.StateReader;
import dev.bellman.core.checkpoint.StateWriter;
import dev.bellman.core.environment.Environment;
import dev.bellman.core.environment.VectorEnvironment;
import dev.bellman.core.experience.Rollout;
import dev.bellman.core.policy.Policy;
import dev.bellman.core.random.Seeds;
import dev.bellman.core.space.Box;
import dev.bellman.core.space.Space;
import dev.bellman.core.training.EpisodeStatistics;
import dev.bellman.core.training.Training;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The on-policy loop: T steps in each of N environments, or one environment until an episode ends,
 * then an update from all of them.
 *
 * <p>Actions are stored as drawn and clipped to the bounds of a {@link Box} only for the
 * environment, so that their log-probabilities are those of what is stored.
 */
public final class OnPolicy implements Training {
  private final VectorEnvironment<?> environments;
  private final OnPolicyLearner learner;
  private final RolloutLength length;
  private final Rollout rollout;
  private final EpisodeStatistics episodes;
  private final float[] actions;
  private final float[] executed;
  private final float[] logProbabilities;
  private final float[] values;
  private final float[] finalValues;
  private long steps;

  /** Makes a learner of policies over some kind of actions. */
  @FunctionalInterface
  public interface Learners<A extends Space> {

    /** A learner for observations of so many floats and these actions. */
    OnPolicyLearner create(int observationSize, A actions);
  }

  /**
   * A training that has not begun.
   *
   * @param environment makes one environment each time it is asked
   * @param count how many of them, N
   * @param learners makes the learner
   */
  public static <A extends Space> OnPolicy of(
      Supplier<? extends Environment<A>> environment,
      int count,
      RolloutLength length,
      Seeds seeds,
      Learners<A> learners) {
    VectorEnvironment<A> environments = VectorEnvironment.of(environment, count);
    environments.reset(seeds);
    int observationSize = environments.observationSpace().size();
    OnPolicyLearner learner = learners.create(observationSize, environments.actionSpace());
    return new OnPolicy(environments, learner, length);
  }

  /**
   * A training that has not begun.
   *
   * @param environments already reset
   * @throws IllegalArgumentException if whole episodes are asked of several environments, whose
   *     episodes do not end together
   */
  public OnPolicy(
      VectorEnvironment<?> environments, OnPolicyLearner learner, RolloutLength length) {
    int n = environments.size();
    if (length instanceof RolloutLength.WholeEpisodes && n > 1) {
      throw new IllegalArgumentException(
          "OnPolicy: whole episodes are of one environment, but there are " + n);
    }
    int actionSize = environments.actionSpace().size();
    this.environments = environments;
    this.learner = learner;
    this.length = length;
    this.rollout =
        new Rollout(length.most(), n, environments.observationSpace().size(), actionSize);
    this.episodes = new EpisodeStatistics(n);
    this.actions = new float[n * actionSize];
    this.executed = new float[n * actionSize];
    this.logProbabilities = new float[n];
    this.values = new float[n];
    this.finalValues = new float[n];
  }

  @Override
  public boolean advance(long limit) {
    int n = environments.size();
    int most = (int) Math.min(rollout.capacity(), (limit - steps) / n);
    if (most < 1) {
      return false;
    }
    double remaining = 1 - (double) steps / limit;
    rollout.shorten(most);
    int t = 0;
    do {
      step(t++);
    } while (t < most && !length.reached(t, episodeEnded()));
    rollout.shorten(t);
    learner.values(rollout.observations(), rollout.size(), rollout.values());
    learner.values(environments.observations(), n, values);
    rollout.bootstrap(values);
    steps += (long) t * n;
    learner.update(rollout, remaining);
    return true;
  }

  private void step(int t) {
    int n = environments.size();
    learner.act(environments.observations(), n, actions, logProbabilities);
    rollout.addDecision(t, environments.observations(), actions, logProbabilities);
    clip(environments.actionSpace(), n, actions, executed);
    environments.step(executed);
    episodes.record(environments.rewards(), environments.terminated(), environments.truncated());
    if (any(environments.truncated())) {
      learner.values(environments.finalObservations(), n, finalValues);
    }
    rollout.addOutcome(
        t,
        environments.rewards(),
        environments.terminated(),
        environments.truncated(),
        finalValues);
  }

  private boolean episodeEnded() {
    return any(environments.terminated()) || any(environments.truncated());
  }

  private static boolean any(boolean[] flags) {
    for (boolean flag : flags) {
      if (flag) {
        return true;
      }
    }
    return false;
  }

  private static void clip(Space space, int rows, float[] actions, float[] out) {
    int size = rows * space.size();
    if (!(space instanceof Box box)) {
      System.arraycopy(actions, 0, out, 0, size);
      return;
    }
    int columns = box.size();
    for (int j = 0; j < columns; j++) {
      float low = box.low(j);
      float high = box.high(j);
      for (int i = j; i < size; i += columns) {
        out[i] = Math.clamp(actions[i], low, high);
      }
    }
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
    return new Clipped(learner.greedy(), environments.actionSpace());
  }

  /** The policy that acts: it draws. */
  @Override
  public Policy target() {
    Policy drawn =
        (observations, rows, actions) -> learner.act(observations, rows, actions, new float[rows]);
    return new Clipped(drawn, environments.actionSpace());
  }

  /** What another policy does, clipped to the bounds of the actions. */
  private record Clipped(Policy policy, Space space) implements Policy {

    @Override
    public void act(float[] observations, int rows, float[] actions) {
      policy.act(observations, rows, actions);
      clip(space, rows, actions, actions);
    }

    @Override
    public void episodeEnded(int row) {
      policy.episodeEnded(row);
    }
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
    out.put("learner", learner);
  }

  @Override
  public void load(StateReader in) {
    steps = in.getLong("steps");
    in.get("environments", environments);
    in.get("episodes", episodes);
    in.get("learner", learner);
  }
}
