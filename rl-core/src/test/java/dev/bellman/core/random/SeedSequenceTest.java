package dev.bellman.core.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class SeedSequenceTest {

  @ParameterizedTest
  @CsvFileSource(resources = "seed-sequence.csv", numLinesToSkip = 1)
  void generatesTheWordsOfNumpy(String entropy, String spawnKey, String expected) {
    SeedSequence sequence = SeedSequence.of(words(entropy), words(spawnKey));

    assertThat(sequence.words(10)).containsExactly(words(expected));
  }

  @Test
  void aSmallSeedIsOneWordAndALargeOneTwo() {
    assertThat(SeedSequence.of(42).words(4)).isEqualTo(SeedSequence.of(new int[] {42}).words(4));
    assertThat(SeedSequence.of(5L << 32 | 9).words(4))
        .isEqualTo(SeedSequence.of(new int[] {9, 5}).words(4));
  }

  @Test
  void longsArePairsOfWordsWithTheLowOneFirst() {
    assertThat(SeedSequence.of(42).longs(2))
        .containsExactly(2669555309L << 32 | 3444837047L, 3581440988L << 32 | 2046530742L);
  }

  @Test
  void noEntropyIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> SeedSequence.of(new int[0]));
  }

  private static int[] words(String text) {
    return text == null
        ? new int[0]
        : Arrays.stream(text.split(" ")).mapToInt(Integer::parseUnsignedInt).toArray();
  }
}
