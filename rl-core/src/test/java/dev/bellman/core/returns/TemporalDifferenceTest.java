package dev.bellman.core.returns;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TemporalDifferenceTest {

  @Test
  void twoStepsByHand() {
    float[] out = new float[2];

    TemporalDifference.residuals(
        2,
        1,
        new float[] {1, 2},
        new float[] {3, 5},
        new float[] {8, 8},
        new boolean[] {false, true},
        0.5,
        out);

    assertThat(out).containsExactly(1 + 4 - 3, 2 - 5);
  }

  @Test
  void whatLiesBehindTheStretchIsLeftAlone() {
    float[] out = {7, 7, 7};

    TemporalDifference.residuals(
        1, 2, new float[3], new float[3], new float[3], new boolean[3], 0.5, out);

    assertThat(out).containsExactly(0, 0, 7);
  }
}
