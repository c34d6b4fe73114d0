package dev.bellman.algorithms.loop;

import dev.bellman.autograd.Parameters;
import dev.bellman.core.checkpoint.StateReader;
import dev.bellman.core.checkpoint.StateWriter;
import dev.bellman.core.environment.VectorEnvironment;
import dev.bellman.core.experience.Rollout;
import dev.bellman.core.policy.Policy;
import dev.bellman.core.space.Box;
import dev.bellman.core.space.Space;
import dev.bellman.core.training.EpisodeStatistics;
import dev.bellman.core.training.Training;
import java.util.Map;

/**
 * The on-policy loop: T steps in each of N environments, then an update from all of them.
 *
 * <p>Actions are stored as drawn and clipped to the bounds of a {@link Box} only for the
 * environment, so that their log-probabilities are those of what is stored.
 */
public final class OnPolicy implements Training {
  private final VectorEnvironment<?> environments;
  private final OnPolicyLearner learner;
  private final Rollout rollout;
  private final EpisodeStatistics episodes;
  private final float[] actions;
  private final float[] executed;
  private final float[] logProbabilities;
  private final float[] values;
  private final float[] finalValues;
  private long steps;

  /**
   * A training that has not begun.
   *
   * @param environments already reset
   * @param rolloutSteps T, at least 1
   */
  public OnPolicy(VectorEnvironment<?> environments, OnPolicyLearner learner, int rolloutSteps) {
    int n = environments.size();
    int actionSize = environments.actionSpace().size();
    this.environments = environments;
    this.learner = learner;
    this.rollout = new Rollout(rolloutSteps, n, environments.observationSpace().size(), actionSize);
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
    int length = (int) Math.min(rollout.capacity(), (limit - steps) / n);
    if (length < 1) {
      return false;
    }
    double remaining = 1 - (double) steps / limit;
    rollout.shorten(length);
    for (int t = 0; t < length; t++) {
      step(t);
    }
    learner.values(environments.observations(), n, values);
    rollout.bootstrap(values);
    steps += (long) length * n;
    learner.update(rollout, remaining);
    return true;
  }

  private void step(int t) {
    int n = environments.size();
    learner.act(environments.observations(), n, actions, logProbabilities, values);
    rollout.addDecision(t, environments.observations(), actions, logProbabilities, values);
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
    Policy greedy = learner.greedy();
    Space space = environments.actionSpace();
    return (observations, rows, actions) -> {
      greedy.act(observations, rows, actions);
      clip(space, rows, actions, actions);
    };
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
