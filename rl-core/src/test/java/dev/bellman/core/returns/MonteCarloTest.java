package dev.bellman.core.returns;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MonteCarloTest {

  /** Two environments side by side: the first terminates at its second step, the second goes on. */
  @Test
  void environmentsDoNotMix() {
    float[] rewards = {1, 10, 2, 20, 4, 40};
    float[] nextValues = {9, 9, 9, 9, 8, 80};
    boolean[] terminated = {false, false, true, false, false, false};
    float[] out = new float[6];

    MonteCarlo.returns(3, 2, rewards, nextValues, terminated, new boolean[6], 0.5, out);

    assertThat(out).containsExactly(2, 40, 2, 60, 8, 80);
  }

  @Test
  void truncationAddsTheValueOfTheFinalObservation() {
    float[] out = new float[2];
    boolean[] first = {true, false};

    MonteCarlo.returns(
        2, 1, new float[] {1, 2}, new float[] {6, 8}, new boolean[2], first, 0.5, out);

    assertThat(out).containsExactly(4, 6);
  }

  @Test
  void oneRewardForEverIsWorth1Over1MinusGamma() {
    float[] rewards = {1, 1, 1, 1};
    float[] nextValues = {0, 0, 0, 10};
    float[] out = new float[4];
    boolean[] last = {false, false, false, true};

    MonteCarlo.returns(4, 1, rewards, nextValues, new boolean[4], last, 0.9, out);

    assertThat(out).containsOnly(10);
  }
}
