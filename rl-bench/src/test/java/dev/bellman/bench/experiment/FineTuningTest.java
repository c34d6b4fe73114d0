package dev.bellman.bench.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellman.bench.plot.Curve;
import org.junit.jupiter.api.Test;

class FineTuningTest {
  private static final Curve SCORES =
      new Curve(new double[] {10, 20, 30, 40}, new double[] {5, 7, 3, 9});

  @Test
  void theWorstOfAPartIsThatOfNoOther() {
    assertThat(FineTuning.lowest(SCORES, 20, 20)).isEqualTo(7);
    assertThat(FineTuning.lowest(SCORES, 11, 30)).isEqualTo(3);
    assertThat(FineTuning.lowest(SCORES, 31, 40)).isEqualTo(9);
    assertThat(FineTuning.lowest(SCORES, 41, 50)).isNaN();
  }
}
