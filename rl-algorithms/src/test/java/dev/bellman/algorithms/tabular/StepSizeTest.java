package dev.bellman.algorithms.tabular;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StepSizeTest {

  @ParameterizedTest
  @CsvSource({
    "0.5, 0.25, 4, 0.5",
    "lin_0.5, 0.25, 4, 0.125",
    "visits, 0.25, 4, 0.25",
    "visits_0.5, 0.25, 4, 0.5"
  })
  void isReadAndHasItsValue(String text, double remaining, long visits, double expected) {
    StepSize stepSize = StepSize.parse(text);

    assertThat(stepSize.of(remaining, visits)).isCloseTo(expected, within(1e-15));
    assertThat(stepSize).hasToString(text);
    assertThat(StepSize.parse(stepSize.toString())).isEqualTo(stepSize);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"0", "-0.1", "1.5", "NaN", "lin_0", "visits_0", "visits_2", "visits_x", "often"})
  void whatIsOutOfRangeIsRefused(String text) {
    String wrong = text.substring(text.indexOf('_') + 1);
    assertThatThrownBy(() -> StepSize.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(wrong);
  }

  /** With α = 1/N, Q is the mean of the targets. */
  @Test
  void visitsMakesMeans() {
    QTable q = new QTable(1, 1);
    TableUpdate update = new TableUpdate("test", StepSize.visits());
    for (double y : new double[] {4, 8, -3}) {
      update.apply(q, 0, 0, y);
    }

    assertThat(q.value(0, 0)).isCloseTo(3, within(1e-15));
    assertThat(q.visits(0, 0)).isEqualTo(3);
  }
}
