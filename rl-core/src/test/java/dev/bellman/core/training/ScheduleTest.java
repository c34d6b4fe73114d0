package dev.bellman.core.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleTest {

  @ParameterizedTest
  @CsvSource({
    "0.5, 1, 0.5",
    "0.5, 0, 0.5", // constant
    "lin_2, 1, 2",
    "lin_2, 0.25, 0.5",
    "lin_2, 0, 0", // to 0 at the end
    "lin_1_0.2_0.5, 1, 1",
    "lin_1_0.2_0.5, 0.75, 0.6", // half of the way in a quarter
    "lin_1_0.2_0.5, 0.5, 0.2",
    "lin_1_0.2_0.5, 0, 0.2"
  })
  void it_has_its_value_at_each_time(String text, double remaining, double value) {
    assertThat(Schedule.parse(text).at(remaining)).isCloseTo(value, within(1e-15));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.5", "infinity", "lin_2.5E-4", "lin_1.0_0.05_0.1"})
  void what_it_writes_reads_back(String text) {
    assertThat(Schedule.parse(text)).hasToString(text);
    assertThat(Schedule.parse(Schedule.parse(text).toString())).isEqualTo(Schedule.parse(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "fast", "lin_", "lin_1_2", "lin_1_0_0", "lin_1_0_1.5"})
  void anything_else_is_refused(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Schedule.parse(text))
        .withMessageStartingWith("Schedule: ");
  }

  @Test
  void a_ramp_begins_where_it_says() {
    assertThat(Schedule.ramp(1, 0.05, 0.1).initial()).isEqualTo(1);
  }
}
