package dev.bellman.core.returns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GaeTest {
  private static final boolean[] NEVER = {false, false, false};

  // Tables: three steps whose sums can be done in the head. γ = 1/2, so every number is exact.

  /**
   * r = 1, 2, 3 and V = 4, 8, 6, then 10: δ = 1 + 8/2 − 4, 2 + 6/2 − 8, 3 + 10/2 − 6 = 1, −3, 2.
   */
  @ParameterizedTest(name = "λ = {0}")
  @CsvSource({
    "0,    1,      -3,    2", //  A = δ
    "0.5,  0.375,  -2.5,  2", //  A = δ + ¼ · A′:  −3 + 2/4,  1 − 2.5/4
    "1,    0,      -2,    2", //  A = δ + ½ · A′:  −3 + 2/2,  1 − 2/2
  })
  void anEpisodeThatGoesOnBootstrapsAfterItsLastStep(
      double lambda, float first, float second, float third) {
    assertThat(advantages(NEVER, NEVER, lambda)).containsExactly(first, second, third);
  }

  /**
   * The second step terminates: δ₁ = 2 − 8, and nothing of the third step reaches the first two.
   */
  @Test
  void terminationIsWorthNothingAndCutsTheSum() {
    boolean[] terminated = {false, true, false};

    assertThat(advantages(terminated, NEVER, 1)).containsExactly(1 - 6 / 2f, -6, 2);
  }

  /** The second step is cut off: δ₁ = 2 + 6/2 − 8 as if nothing had been, but the sum is cut. */
  @Test
  void truncationBootstrapsAndCutsTheSum() {
    boolean[] truncated = {false, true, false};

    assertThat(advantages(NEVER, truncated, 1)).containsExactly(1 - 3 / 2f, -3, 2);
  }

  @Test
  void terminationCountsWhereBothFlagsAreUp() {
    boolean[] both = {false, true, false};

    assertThat(advantages(both, both, 1)).containsExactly(advantages(both, NEVER, 1));
  }

  @Test
  void aTerminatedStepDoesNotLookAtTheValueOfWhatFollows() {
    float[] out = new float[1];
    boolean[] yes = {true};
    Gae.advantages(
        1, 1, new float[] {1}, new float[] {3}, new float[] {Float.NaN}, yes, yes, 0.9, 1, out);

    assertThat(out).containsExactly(-2);
  }

  // Laws, on random rollouts of 5 environments with ends of both kinds.

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void lambda0IsTheTemporalDifferenceResidual(long seed) {
    RandomStretch stretch = new RandomStretch(seed);

    assertThat(stretch.gae(0)).as("seed %d", seed).containsExactly(stretch.residuals());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void lambda1IsTheMonteCarloReturnMinusTheValue(long seed) {
    RandomStretch stretch = new RandomStretch(seed);
    float[] returns = stretch.monteCarlo();
    float[] advantages = stretch.gae(1);

    for (int i = 0; i < advantages.length; i++) {
      assertThat(advantages[i])
          .as("seed %d, row %d", seed, i)
          .isCloseTo(returns[i] - stretch.values[i], within(1e-5f));
    }
  }

  /**
   * The forward view: (1 − λ)·Σ_{n≥1} λⁿ⁻¹·A⁽ⁿ⁾ with A⁽ⁿ⁾ = n-step return − V. Beyond the end all
   * A⁽ⁿ⁾ are equal, so the rest of the series is a geometric one.
   */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void itIsTheWeightedMeanOfAllNStepAdvantages(long seed) {
    RandomStretch stretch = new RandomStretch(seed);
    double lambda = 0.7;
    double[] mean = new double[stretch.size()];
    for (int n = 1; n <= RandomStretch.STEPS; n++) {
      boolean rest = n == RandomStretch.STEPS;
      double weight = (rest ? 1 : 1 - lambda) * Math.pow(lambda, n - 1);
      float[] returns = stretch.nStep(n);
      for (int i = 0; i < mean.length; i++) {
        mean[i] += weight * (returns[i] - stretch.values[i]);
      }
    }

    float[] advantages = stretch.gae(lambda);
    for (int i = 0; i < mean.length; i++) {
      assertThat((double) advantages[i])
          .as("seed %d, row %d", seed, i)
          .isCloseTo(mean[i], within(1e-5));
    }
  }

  /** The backward view: Σ_{k≥0} (γλ)ᵏ·δₜ₊ₖ up to the end of the episode. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void itIsTheFadingSumOfResiduals(long seed) {
    RandomStretch stretch = new RandomStretch(seed);
    double lambda = 0.7;
    float[] residuals = stretch.residuals();
    float[] advantages = stretch.gae(lambda);

    for (int i = 0; i < advantages.length; i++) {
      double sum = 0;
      double weight = 1;
      for (int j = i; j < advantages.length; j += RandomStretch.ENVIRONMENTS) {
        sum += weight * residuals[j];
        weight *= RandomStretch.GAMMA * lambda;
        if (stretch.terminated[j] || stretch.truncated[j]) {
          break;
        }
      }
      assertThat((double) advantages[i])
          .as("seed %d, row %d", seed, i)
          .isCloseTo(sum, within(1e-5));
    }
  }

  // The edge.

  @Test
  void aShortArrayIsNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                Gae.advantages(
                    3, 2, new float[6], new float[5], null, null, null, 0.9, 0.9, new float[6]))
        .withMessage("Gae: values has 5 elements, but steps · environments is 6");
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1.1, Double.NaN})
  void lambdaOutsideTheUnitIntervalIsRefused(double lambda) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> advantages(NEVER, NEVER, lambda))
        .withMessageContaining("lambda must be in [0, 1], but is " + lambda);
  }

  private static float[] advantages(boolean[] terminated, boolean[] truncated, double lambda) {
    float[] rewards = {1, 2, 3};
    float[] values = {4, 8, 6};
    float[] nextValues = {8, 6, 10};
    float[] out = new float[3];
    Gae.advantages(3, 1, rewards, values, nextValues, terminated, truncated, 0.5, lambda, out);
    return out;
  }
}
