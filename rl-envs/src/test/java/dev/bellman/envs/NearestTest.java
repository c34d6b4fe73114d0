package dev.bellman.envs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestTest {
  private static final List<String> NAMES = List.of("learningRate", "gamma", "batchSize", "tau");

  @Test
  void aSlipOfThePenIsFound() {
    assertThat(Nearest.names("lerningrate", NAMES)).containsExactly("learningRate");
    assertThat(Nearest.names("gama", NAMES)).containsExactly("gamma");
  }

  @Test
  void theBestComesFirstAndAtMostThreeCome() {
    assertThat(Nearest.names("abcd", List.of("abxy", "abcx", "abcd", "abyx", "zzzz")))
        .containsExactly("abcd", "abcx", "abxy");
  }

  @Test
  void withoutAnythingNearTheHintListsAll() {
    assertThat(Nearest.hint("zzzzzzzz", NAMES))
        .isEqualTo("known are batchSize, gamma, learningRate, tau");
    assertThat(Nearest.hint("gama", NAMES)).isEqualTo("did you mean gamma?");
    assertThat(Nearest.hint("gama", List.of())).isEqualTo("there are none");
  }
}
