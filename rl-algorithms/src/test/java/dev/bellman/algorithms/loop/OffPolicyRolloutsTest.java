package dev.bellman.algorithms.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellman.algorithms.Clock;
import dev.bellman.algorithms.learner.Figures;
import dev.bellman.algorithms.learner.Parts;
import dev.bellman.autograd.Program;
import dev.bellman.autograd.op.Var;
import dev.bellman.core.experience.TransitionBatch;
import dev.bellman.core.experience.TransitionSource;
import dev.bellman.core.experience.Transitions;
import dev.bellman.core.policy.Policy;
import dev.bellman.core.random.Seeds;
import dev.bellman.core.space.Discrete;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an on-policy learner gets: its own last rollout, whole, and nothing else. */
class OffPolicyRolloutsTest {

  /** Acts by the number of updates that it has made, and remembers the actions it learned from. */
  private static final class Counting implements OffPolicyLearner {
    private final List<List<Float>> batches = new ArrayList<>();
    private final TransitionBatch batch = TransitionBatch.of(1, 1);
    private final Program program =
        Program.of(
            Var.concat(
                batch.observation(),
                batch.action(),
                batch.reward(),
                batch.discount(),
                batch.nextObservation()));
    private final Transitions inputs = batch.in(program);

    @Override
    public void act(float[] observations, int rows, double remaining, float[] actions) {
      Arrays.fill(actions, 0, rows, batches.size());
    }

    @Override
    public void update(TransitionSource source, double remaining) {
      program.prepare(6);
      source.write(6, inputs);
      List<Float> actions = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        actions.add(inputs.actions().get(i, 0));
      }
      batches.add(actions);
    }

    @Override
    public Policy greedy() {
      throw new AssertionError("nobody asks");
    }

    @Override
    public long updates() {
      return batches.size();
    }

    @Override
    public Figures figures() {
      return new Figures("counting");
    }

    @Override
    public Parts parts() {
      return new Parts();
    }
  }

  /**
   * Two environments, three steps, two updates a rollout: 20 steps are three rollouts and a bit.
   */
  @Test
  void each_batch_is_all_of_the_rollout_since_the_last_updates() {
    Counting learner = new Counting();
    OffPolicy loop =
        OffPolicy.of(
            () -> new Clock<>(new Discrete(10), 4, 100, t -> t),
            OffPolicy.Config.rollouts(2, 3, 2),
            Seeds.of(0),
            OffPolicy.Replays.rollout(0.9),
            (_, _) -> learner);
    while (loop.advance(21)) {
      assertThat(loop.steps()).isLessThanOrEqualTo(21);
    }

    assertThat(loop.steps()).isEqualTo(20);
    assertThat(learner.batches).hasSize(6);
    for (int i = 0; i < 6; i++) {
      assertThat(learner.batches.get(i)).hasSize(6).containsOnly(i < 2 ? 0f : i < 4 ? 2f : 4f);
    }
  }
}
