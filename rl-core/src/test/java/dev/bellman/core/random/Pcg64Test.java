package dev.bellman.core.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.bellman.core.checkpoint.InMemoryState;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class Pcg64Test {

  /** Written with NumPy: after each fourth bound, counted from the third, one random() is drawn. */
  @ParameterizedTest
  @CsvFileSource(resources = "pcg64.csv", numLinesToSkip = 1, maxCharsPerColumn = 10_000)
  void drawsTheNumbersOfNumpy(
      long seed, String longs, String randoms, String integers, String bounds) {
    Pcg64 generator = Pcg64.of(seed);
    assertThat(longs.split(" "))
        .allSatisfy(
            expected ->
                assertThat(generator.nextLong()).isEqualTo(Long.parseUnsignedLong(expected)));

    generator.seed(seed);
    assertThat(randoms.split(" "))
        .allSatisfy(
            expected -> assertThat(generator.random()).isEqualTo(Double.parseDouble(expected)));

    generator.seed(seed);
    int[] expected = numbers(integers);
    int[] n = numbers(bounds);
    for (int i = 0; i < n.length; i++) {
      assertThat(generator.integers(n[i])).as("draw %d below %d", i, n[i]).isEqualTo(expected[i]);
      if (i % 4 == 2) {
        generator.random();
      }
    }
  }

  @Test
  void a64BitDrawLeavesTheWaitingHalfAlone() {
    Pcg64 generator = Pcg64.of(42);
    long first = Long.parseUnsignedLong("14276969152011380360");
    long second = Long.parseUnsignedLong("8095878257575067585");

    assertThat(generator.nextInt32()).isEqualTo((int) first);
    assertThat(generator.nextLong()).isEqualTo(second);
    assertThat(generator.nextInt32()).isEqualTo((int) (first >>> 32));
    assertThat(generator.random()).isEqualTo(.8585979199113825);
  }

  @Test
  void uniformScalesRandom() {
    assertThat(Pcg64.of(123).uniform(-2, 6)).isEqualTo(-2 + 8 * .6823518632481435);
    assertThat(Pcg64.of(123).nextDouble()).isEqualTo(.6823518632481435);
  }

  @Test
  void integersRefusesAnEmptyRange() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Pcg64.of(0).integers(0))
        .withMessageContaining("but is 0");
  }

  @Test
  void everyOrderOfThreeIsEquallyLikely() {
    Pcg64 generator = Pcg64.of(7);
    int[] counts = new int[27];
    int draws = 60_000;
    int[] order = new int[3];
    for (int i = 0; i < draws; i++) {
      generator.permutation(order);
      counts[9 * order[0] + 3 * order[1] + order[2]]++;
    }
    // six orders of 10 000 each: one standard deviation is 91
    assertThat(Arrays.stream(counts).filter(count -> count > 0).boxed())
        .hasSize(6)
        .allSatisfy(count -> assertThat(count).isBetween(9_600, 10_400));
  }

  @Test
  void goesOnAsBeforeAfterItsStateWasRestored() {
    Pcg64 generator = Pcg64.of(5);
    generator.nextInt32();
    InMemoryState state = new InMemoryState();
    generator.save(state);
    int half = generator.nextInt32();
    long next = generator.nextLong();

    Pcg64 other = Pcg64.of(99);
    other.load(state);

    assertThat(other.nextInt32()).isEqualTo(half);
    assertThat(other.nextLong()).isEqualTo(next);
  }

  private static int[] numbers(String text) {
    return Arrays.stream(text.split(" ")).mapToInt(Integer::parseInt).toArray();
  }
}
