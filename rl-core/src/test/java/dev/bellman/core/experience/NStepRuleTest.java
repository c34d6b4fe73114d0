package dev.bellman.core.experience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.bellman.autograd.Program;
import dev.bellman.autograd.op.Var;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Chains of five states, one in each environment: the step from state x of environment e has reward
 * (1 + e)·2ˣ and leads to x + 1, and the step to 5 ends the episode, after which comes 0.
 *
 * <p>With γ = ½ each of k steps from x on is worth (1 + e)·2ˣ, so that their sum is k times that.
 */
class NStepRuleTest {
  private static final int LENGTH = 5;
  private static final double GAMMA = 0.5;

  /** How episodes end. */
  enum End {
    TERMINATED(true, false),
    TRUNCATED(false, true),
    BOTH(true, true);

    private final boolean terminated;
    private final boolean truncated;

    End(boolean terminated, boolean truncated) {
      this.terminated = terminated;
      this.truncated = truncated;
    }
  }

  private final TransitionBatch batch = TransitionBatch.of(1, 1);
  private final Program program =
      Program.of(
          Var.concat(
              batch.observation(),
              batch.action(),
              batch.reward(),
              batch.discount(),
              batch.nextObservation()));
  private final Transitions out = batch.in(program);

  /** Environment e begins in state e; an observation is 10·e + x, an action minus that. */
  private static ReplayBuffer buffer(int capacity, int environments, int steps, End end) {
    ReplayBuffer buffer = new ReplayBuffer(capacity * environments, 1, 1);
    for (int t = 0; t < steps; t++) {
      float[] observations = new float[environments];
      float[] actions = new float[environments];
      double[] rewards = new double[environments];
      boolean[] terminated = new boolean[environments];
      boolean[] truncated = new boolean[environments];
      float[] next = new float[environments];
      for (int e = 0; e < environments; e++) {
        int x = state(e, t);
        observations[e] = 10 * e + x;
        actions[e] = -observations[e];
        rewards[e] = (1 + e) * Math.pow(2, x);
        terminated[e] = x == LENGTH - 1 && end.terminated;
        truncated[e] = x == LENGTH - 1 && end.truncated;
        next[e] = observations[e] + 1;
      }
      buffer.add(environments, observations, actions, rewards, terminated, truncated, next);
    }
    return buffer;
  }

  private static int state(int environment, int time) {
    return (environment + time) % LENGTH;
  }

  static List<Arguments> cases() {
    List<Arguments> cases = new ArrayList<>();
    for (End end : End.values()) {
      for (int environments = 1; environments <= 3; environments++) {
        for (int n = 1; n <= LENGTH + 2; n++) {
          for (int steps : new int[] {1, 7, 12, 13, 29}) { // the buffer holds 12
            cases.add(Arguments.of(end, environments, n, steps));
          }
        }
      }
    }
    return cases;
  }

  /** k is n, or as many steps as the episode or the buffer still has. */
  @ParameterizedTest
  @MethodSource("cases")
  void aRowBecomesTheStepsThatFollowIt(End end, int environments, int n, int steps) {
    int capacity = 12;
    ReplayBuffer buffer = buffer(capacity, environments, steps, end);
    NStep rule = new NStep(GAMMA, n, environments);
    program.prepare(1);
    for (int t = Math.max(0, steps - capacity); t < steps; t++) {
      for (int e = 0; e < environments; e++) {
        rule.form(buffer, t % capacity * environments + e, out, 0);

        int x = state(e, t);
        int k = Math.min(n, Math.min(LENGTH - x, steps - t));
        boolean terminated = x + k == LENGTH && end.terminated;
        assertThat(out.observations().get(0, 0)).isEqualTo(10 * e + x);
        assertThat(out.actions().get(0, 0)).isEqualTo(-10 * e - x);
        assertThat(out.rewards().get(0, 0)).isEqualTo((float) (k * (1 + e) * Math.pow(2, x)));
        assertThat(out.discounts().get(0, 0))
            .isEqualTo(terminated ? 0 : (float) Math.pow(GAMMA, k));
        assertThat(out.nextObservations().get(0, 0)).isEqualTo(10 * e + x + k);
      }
    }
  }

  /** Rows: the state; columns: n = 1, 2, 3, 6. The sums and discounts by hand. */
  @Test
  void theTableOfOneEpisode() {
    float[][] sums = {
      {1, 2, 3, 5}, {2, 4, 6, 8}, {4, 8, 12, 12}, {8, 16, 16, 16}, {16, 16, 16, 16}
    };
    float[][] truncated = {
      {0.5f, 0.25f, 0.125f, 0.03125f},
      {0.5f, 0.25f, 0.125f, 0.0625f},
      {0.5f, 0.25f, 0.125f, 0.125f},
      {0.5f, 0.25f, 0.25f, 0.25f},
      {0.5f, 0.5f, 0.5f, 0.5f}
    };
    float[][] terminated = {
      {0.5f, 0.25f, 0.125f, 0},
      {0.5f, 0.25f, 0.125f, 0},
      {0.5f, 0.25f, 0, 0},
      {0.5f, 0, 0, 0},
      {0, 0, 0, 0}
    };
    int[] ns = {1, 2, 3, 6};
    program.prepare(1);
    for (int x = 0; x < LENGTH; x++) {
      for (int j = 0; j < ns.length; j++) {
        NStep rule = new NStep(GAMMA, ns[j], 1);
        rule.form(buffer(9, 1, 7, End.TRUNCATED), x, out, 0);
        assertThat(out.rewards().get(0, 0)).isEqualTo(sums[x][j]);
        assertThat(out.discounts().get(0, 0)).isEqualTo(truncated[x][j]);

        rule.form(buffer(9, 1, 7, End.TERMINATED), x, out, 0);
        assertThat(out.rewards().get(0, 0)).isEqualTo(sums[x][j]);
        assertThat(out.discounts().get(0, 0)).isEqualTo(terminated[x][j]);
      }
    }
  }

  @Test
  void oneStepIsASingleStep() {
    ReplayBuffer buffer = buffer(12, 2, 29, End.TRUNCATED);
    program.prepare(2);
    for (int row = 0; row < buffer.size(); row++) {
      new NStep(GAMMA, 1, 2).form(buffer, row, out, 0);
      new OneStep(GAMMA).form(buffer, row, out, 1);
      assertThat(out.rewards().get(0, 0)).isEqualTo(out.rewards().get(1, 0));
      assertThat(out.discounts().get(0, 0)).isEqualTo(out.discounts().get(1, 0));
      assertThat(out.nextObservations().get(0, 0)).isEqualTo(out.nextObservations().get(1, 0));
    }
  }

  @Test
  void numbersOutOfRangeAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new NStep(1.5, 1, 1))
        .withMessageContaining("1.5");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new NStep(0.9, 0, 3))
        .withMessageContaining("0, 3");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new NStep(0.9, 2, 0))
        .withMessageContaining("2, 0");
  }
}
