package dev.bellman.core.returns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NStepTest {

  /**
   * A chain of five steps with rewards 1, 2, 4, 8, 16, γ = 1/2 and V(s′) = 32 everywhere: each
   * reward counts 1, so that a sum of m rewards from step t is m · 2ᵗ, and V adds 32/2ᵐ.
   */
  @ParameterizedTest(name = "n = {0}, the last step {1}")
  @CsvSource({
    "1, none,       17 18 20 24 32",
    "2, none,       10 12 16 24 32",
    "3, none,        7 10 16 24 32",
    "9, none,        6 10 16 24 32",
    "1, truncated,  17 18 20 24 32",
    "2, truncated,  10 12 16 24 32",
    "3, truncated,   7 10 16 24 32",
    "9, truncated,   6 10 16 24 32",
    "1, terminated, 17 18 20 24 16",
    "2, terminated, 10 12 16 16 16",
    "3, terminated,  7 10 12 16 16",
    "9, terminated,  5 8 12 16 16",
  })
  void everyNAndEveryEnd(int n, String end, String expected) {
    boolean[] terminated = new boolean[5];
    boolean[] truncated = new boolean[5];
    terminated[4] = end.equals("terminated");
    truncated[4] = end.equals("truncated");

    assertThat(returns(n, terminated, truncated)).containsExactly(numbers(expected));
  }

  @Test
  void anEndInTheMiddleHidesWhatComesAfterIt() {
    boolean[] middle = {false, true, false, false, false};
    boolean[] never = new boolean[5];

    assertThat(returns(3, middle, never)).containsExactly(2, 2, 16, 24, 32);
    assertThat(returns(3, never, middle)).containsExactly(10, 18, 16, 24, 32);
  }

  @Test
  void noRewardAtAllIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> returns(0, new boolean[5], new boolean[5]))
        .withMessageContaining("n must be ≥ 1, but is 0");
  }

  private static float[] returns(int n, boolean[] terminated, boolean[] truncated) {
    float[] rewards = {1, 2, 4, 8, 16};
    float[] nextValues = {32, 32, 32, 32, 32};
    float[] out = new float[5];
    NStep.returns(5, 1, rewards, nextValues, terminated, truncated, 0.5, n, out);
    return out;
  }

  private static float[] numbers(String text) {
    String[] words = text.split(" ");
    float[] out = new float[words.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = Float.parseFloat(words[i]);
    }
    return out;
  }
}
