package dev.bellman.core.experience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class RolloutTest {
  private static final boolean[] NONE = {false, false};

  @Test
  void rowsAreTimeMajor() {
    Rollout rollout = new Rollout(2, 2, 3, 1);
    decide(rollout, 0, 10);
    decide(rollout, 1, 20);

    assertThat(rollout.observations())
        .containsExactly(10, 11, 12, 13, 14, 15, 20, 21, 22, 23, 24, 25);
    assertThat(rollout.actions()).containsExactly(10, 11, 20, 21);
    assertThat(rollout.logProbabilities()).containsExactly(-10, -11, -20, -21);
    assertThat(rollout.values()).containsExactly(10.5f, 11.5f, 20.5f, 21.5f);
  }

  /** Environment 0 is truncated in the first step, environment 1 terminates (and is truncated). */
  @Test
  void whatFollowsIsTheNextValueTheFinalValueOrNothing() {
    Rollout rollout = new Rollout(2, 2, 3, 1);
    float[] finalValues = {5, 6};
    decide(rollout, 0, 10);
    rollout.addOutcome(
        0,
        new double[] {1, 2},
        new boolean[] {false, true},
        new boolean[] {true, true},
        finalValues);
    decide(rollout, 1, 20);
    rollout.addOutcome(1, new double[] {3, 4}, NONE, NONE, finalValues);
    rollout.bootstrap(new float[] {30.5f, 31.5f});

    assertThat(rollout.nextValues()).containsExactly(5, 0, 30.5f, 31.5f);
    assertThat(rollout.rewards()).containsExactly(1, 2, 3, 4);
    assertThat(rollout.terminated()).containsExactly(false, true, false, false);
    assertThat(rollout.truncated()).containsExactly(true, true, false, false);
  }

  @Test
  void whereNoEpisodeEndsTheNextValueFollows() {
    Rollout rollout = new Rollout(3, 2, 3, 1);
    for (int t = 0; t < 3; t++) {
      decide(rollout, t, 10 * t);
      rollout.addOutcome(t, new double[2], NONE, NONE, new float[] {-1, -1});
    }
    rollout.bootstrap(new float[] {30, 40});

    assertThat(rollout.nextValues()).containsExactly(10.5f, 11.5f, 20.5f, 21.5f, 30, 40);
  }

  @Test
  void aShorterRolloutBootstrapsAtItsOwnEnd() {
    Rollout rollout = new Rollout(3, 2, 3, 1);
    rollout.shorten(1);
    decide(rollout, 0, 10);
    rollout.addOutcome(0, new double[2], NONE, NONE, new float[2]);
    rollout.bootstrap(new float[] {30, 40});

    assertThat(rollout.size()).isEqualTo(2);
    assertThat(rollout.nextValues()).containsExactly(30, 40, 0, 0, 0, 0);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> decide(rollout, 1, 10))
        .withMessage("addDecision: t must be in 0 … 0, but is 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> rollout.shorten(4))
        .withMessage("shorten: steps must be in 1 … 3, but is 4");
  }

  private static void decide(Rollout rollout, int t, int from) {
    rollout.addDecision(
        t,
        new float[] {from, from + 1, from + 2, from + 3, from + 4, from + 5},
        new float[] {from, from + 1},
        new float[] {-from, -from - 1});
    rollout.values()[2 * t] = from + 0.5f;
    rollout.values()[2 * t + 1] = from + 1.5f;
  }
}
