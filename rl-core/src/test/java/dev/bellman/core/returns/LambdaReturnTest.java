package dev.bellman.core.returns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LambdaReturnTest {

  /** G₁ = 2 + ½ · 8 = 6 and G₀ = 1 + ½ · [½ · 4 + ½ · 6] = 3.5. */
  @Test
  void twoStepsByHand() {
    float[] out = new float[2];
    boolean[] never = {false, false};
    LambdaReturn.returns(2, 1, new float[] {1, 2}, new float[] {4, 8}, never, never, 0.5, 0.5, out);

    assertThat(out).containsExactly(3.5f, 6);
  }

  @Test
  void terminationAndTruncationByHand() {
    float[] out = new float[2];
    boolean[] first = {true, false};
    boolean[] never = {false, false};
    LambdaReturn.returns(2, 1, new float[] {1, 2}, new float[] {4, 8}, first, never, 0.5, 0.5, out);
    assertThat(out).containsExactly(1, 6);

    LambdaReturn.returns(2, 1, new float[] {1, 2}, new float[] {4, 8}, never, first, 0.5, 0.5, out);
    assertThat(out).containsExactly(3, 6);
  }

  @ParameterizedTest
  @ValueSource(longs = {4, 5, 6})
  void itIsTheAdvantagePlusTheValue(long seed) {
    RandomStretch stretch = new RandomStretch(seed);
    float[] returns = stretch.lambdaReturn(0.8);
    float[] advantages = stretch.gae(0.8);

    for (int i = 0; i < returns.length; i++) {
      assertThat(returns[i])
          .as("seed %d, row %d", seed, i)
          .isCloseTo(advantages[i] + stretch.values[i], within(1e-5f));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {4, 5, 6})
  void lambda0IsOneStepAndLambda1IsMonteCarlo(long seed) {
    RandomStretch stretch = new RandomStretch(seed);

    assertThat(stretch.lambdaReturn(0)).as("seed %d", seed).containsExactly(stretch.nStep(1));
    assertThat(stretch.lambdaReturn(1)).as("seed %d", seed).containsExactly(stretch.monteCarlo());
  }
}
