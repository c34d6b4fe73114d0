package dev.bellman.bench.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {

  @ParameterizedTest
  @CsvSource({
    "1e6, 1000000",
    "1_000, 1000",
    "-3, -3",
    "2.0, 2",
    "9223372036854775807, 9223372036854775807"
  })
  void wholeNumbersMayHaveExponentsAndUnderscores(String text, long value) {
    assertThat(Numbers.whole(text)).isEqualTo(value);
  }

  @Test
  void fractionsAndNumbersBeyondALongAreNotWhole() {
    assertThatThrownBy(() -> Numbers.whole("1.5")).isInstanceOf(NumberFormatException.class);
    assertThatThrownBy(() -> Numbers.whole("1e19")).isInstanceOf(NumberFormatException.class);
    assertThatThrownBy(() -> Numbers.whole("1e999999999"))
        .isInstanceOf(NumberFormatException.class);
  }

  @ParameterizedTest
  @CsvSource({"123.456789, 123.457", "0, 0", "-0.0001, -0.0001", "1234567.8, 1234570", "500, 500"})
  void figuresHaveSixDigits(double value, String text) {
    assertThat(Numbers.figure(value)).isEqualTo(text);
  }
}
