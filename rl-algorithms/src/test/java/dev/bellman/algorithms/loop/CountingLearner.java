package dev.bellman.algorithms.loop;

import dev.bellman.algorithms.learner.Figures;
import dev.bellman.algorithms.learner.Parts;
import dev.bellman.autograd.Program;
import dev.bellman.autograd.op.Var;
import dev.bellman.core.experience.TransitionBatch;
import dev.bellman.core.experience.TransitionSource;
import dev.bellman.core.experience.Transitions;
import dev.bellman.core.policy.Policy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Always acts alike, and notes when it was asked what, and what its batches hold. */
final class CountingLearner implements OffPolicyLearner {
  final List<Double> acted = new ArrayList<>();
  final List<Double> updated = new ArrayList<>();
  final List<float[]> seen = new ArrayList<>(); // s, γ(1 − terminated), s′, a, r
  final List<Integer> ended = new ArrayList<>();
  private final Figures figures = new Figures("counting");
  private final TransitionBatch batch = TransitionBatch.of(1, 1);
  private final Transitions transitions;
  private final float chosen;
  private final int rows;

  /**
   * One that has seen nothing yet.
   *
   * @param chosen the action
   * @param rows of a batch
   */
  CountingLearner(float chosen, int rows) {
    this.chosen = chosen;
    this.rows = rows;
    Program program =
        Program.of(
            Var.concat(
                batch.observation(),
                batch.action(),
                batch.reward(),
                batch.discount(),
                batch.nextObservation()));
    transitions = batch.in(program);
    program.prepare(rows);
  }

  @Override
  public void act(float[] observations, int rows, double remaining, float[] actions) {
    acted.add(remaining);
    Arrays.fill(actions, 0, rows, chosen);
  }

  @Override
  public void episodeEnded(int i) {
    ended.add(i);
  }

  @Override
  public void update(TransitionSource source, double remaining) {
    source.write(rows, transitions);
    for (int i = 0; i < rows; i++) {
      seen.add(
          new float[] {
            transitions.observations().get(i, 0),
            transitions.discounts().get(i, 0),
            transitions.nextObservations().get(i, 0),
            transitions.actions().get(i, 0),
            transitions.rewards().get(i, 0)
          });
    }
    updated.add(remaining);
  }

  /** The transitions of an update, from 0 on. */
  Stream<float[]> batch(int update) {
    return seen.subList(update * rows, (update + 1) * rows).stream();
  }

  @Override
  public Policy greedy() {
    return (observations, rows, actions) -> Arrays.fill(actions, 0, rows, chosen);
  }

  @Override
  public Policy target() {
    return (observations, rows, actions) -> Arrays.fill(actions, 0, rows, chosen - 1);
  }

  @Override
  public long updates() {
    return updated.size();
  }

  @Override
  public Figures figures() {
    return figures;
  }

  @Override
  public Parts parts() {
    return new Parts();
  }
}
