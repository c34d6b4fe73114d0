package dev.bellman.bench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PaceTest {
  private static final long MILLISECOND = 1_000_000;

  private long now = 77;
  private long compiled;
  private final Pace pace = new Pace(() -> now, () -> compiled);

  /** Takes 10 ms each time in the first second and 1 ms later. */
  private void warmingUp() {
    now += now < 1000 * MILLISECOND ? 10 * MILLISECOND : MILLISECOND;
  }

  @Test
  void the_rate_is_that_of_the_time_measured() {
    assertThat(pace.measure(this::warmingUp, 1)).isCloseTo(100, within(1e-6));
    assertThat(pace.measure(this::warmingUp, 2)).isCloseTo(1000, within(1e-6));
  }

  @Test
  void full_speed_is_reached_at_the_end_of_the_first_fast_window() {
    pace.measure(this::warmingUp, 1.5);
    double rate = pace.measure(this::warmingUp, 1);

    assertThat(pace.secondsUntil(0.95 * rate)).isCloseTo(1.25, within(0.011));
    assertThat(pace.secondsUntil(90)).isCloseTo(0.25, within(0.011));
    assertThat(pace.secondsUntil(1.01 * rate)).isNaN();
  }

  @Test
  void warming_up_ends_when_a_second_is_hardly_faster_than_the_one_before() {
    assertThat(pace.warmUp(this::warmingUp, 0, 30)).isCloseTo(1000, within(1e-6));
    assertThat(now).isCloseTo(3000 * MILLISECOND, within(20 * MILLISECOND));

    assertThat(pace.warmUp(this::warmingUp, 4.5, 30)).isCloseTo(1000, within(1e-6));
    assertThat(now).isCloseTo(8000 * MILLISECOND, within(20 * MILLISECOND));
  }

  /** A thirtieth of the time is compilation, for eight seconds. */
  @Test
  void warming_up_goes_on_while_the_compiler_works() {
    pace.warmUp(
        () -> {
          warmingUp();
          compiled = Math.min(now, 8000 * MILLISECOND) / (30 * MILLISECOND);
        },
        0,
        30);
    assertThat(now).isCloseTo(9000 * MILLISECOND, within(50 * MILLISECOND));
  }

  @Test
  void warming_up_ends_at_last() {
    pace.warmUp(() -> now += 100 * MILLISECOND >> now / (1000 * MILLISECOND), 0, 5);
    assertThat(now).isCloseTo(5000 * MILLISECOND, within(100 * MILLISECOND));
  }

  @Test
  void what_takes_longer_than_the_time_is_done_once() {
    assertThat(pace.measure(() -> now += 500 * MILLISECOND, 0.1)).isCloseTo(2, within(1e-9));
    assertThat(pace.secondsUntil(2)).isCloseTo(0.5, within(1e-9));
  }
}
