package dev.bellman.algorithms.loop;

import dev.bellman.algorithms.learner.Figures;
import dev.bellman.algorithms.learner.Parts;
import dev.bellman.core.experience.Rollout;
import dev.bellman.core.policy.Policy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Always acts alike, values an observation at its first number, and keeps copies of its rollouts.
 */
final class Scripted implements OnPolicyLearner {

  /** What an update was given, cut to the rows that count. */
  record Update(
      double remaining,
      int steps,
      float[] actions,
      float[] logProbabilities,
      float[] values,
      float[] nextValues,
      float[] rewards,
      boolean[] terminated,
      boolean[] truncated) {}

  final List<Update> seen = new ArrayList<>();
  private final int observationSize;
  private final float[] action;

  Scripted(int observationSize, float... action) {
    this.observationSize = observationSize;
    this.action = action;
  }

  @Override
  public void act(float[] observations, int rows, float[] actions, float[] logProbabilities) {
    for (int i = 0; i < rows; i++) {
      System.arraycopy(action, 0, actions, i * action.length, action.length);
      logProbabilities[i] = -i - 1;
    }
  }

  @Override
  public void values(float[] observations, int rows, float[] out) {
    for (int i = 0; i < rows; i++) {
      out[i] = observations[i * observationSize];
    }
  }

  @Override
  public void update(Rollout rollout, double remaining) {
    int size = rollout.size();
    seen.add(
        new Update(
            remaining,
            rollout.steps(),
            Arrays.copyOf(rollout.actions(), size * action.length),
            Arrays.copyOf(rollout.logProbabilities(), size),
            Arrays.copyOf(rollout.values(), size),
            Arrays.copyOf(rollout.nextValues(), size),
            Arrays.copyOf(rollout.rewards(), size),
            Arrays.copyOf(rollout.terminated(), size),
            Arrays.copyOf(rollout.truncated(), size)));
  }

  @Override
  public Policy greedy() {
    return (observations, rows, actions) -> {
      for (int i = 0; i < rows; i++) {
        System.arraycopy(action, 0, actions, i * action.length, action.length);
      }
    };
  }

  @Override
  public long updates() {
    return seen.size();
  }

  @Override
  public Figures figures() {
    return new Figures("scripted");
  }

  @Override
  public Parts parts() {
    return new Parts();
  }
}
