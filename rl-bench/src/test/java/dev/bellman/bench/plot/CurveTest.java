package dev.bellman.bench.plot;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CurveTest {

  @Test
  void a_level_is_reached_at_the_first_point_that_has_it() {
    Curve curve = new Curve(new double[] {500, 1000, 1500}, new double[] {20, 475, 500});
    assertThat(curve.reaches(475)).isEqualTo(1000);
    assertThat(curve.reaches(10)).isEqualTo(500);
  }

  @Test
  void a_level_above_all_points_is_never_reached() {
    assertThat(new Curve(new double[] {500}, new double[] {20}).reaches(475)).isInfinite();
    assertThat(new Curve(new double[] {}, new double[] {}).reaches(475)).isInfinite();
  }
}
