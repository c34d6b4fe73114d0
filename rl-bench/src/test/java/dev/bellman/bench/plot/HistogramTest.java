package dev.bellman.bench.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class HistogramTest {

  @Test
  void binsAreRoundAndHoldEveryValueOnce() {
    Histogram histogram = Histogram.of(new double[] {-3, 0, 0.5, 15, 36}, 40);
    assertThat(histogram.edges()[0]).isEqualTo(-3);
    assertThat(histogram.edges()[1]).isEqualTo(-2);
    assertThat(histogram.edges()).hasSize(41);
    assertThat(Arrays.stream(histogram.counts()).sum()).isEqualTo(5);
    assertThat(histogram.counts()[0]).isEqualTo(1);
    assertThat(histogram.counts()[3]).isEqualTo(2);
    assertThat(histogram.counts()[39]).isEqualTo(1);
  }

  @Test
  void valuesThatAreAllEqualAreInOneBin() {
    for (double value : new double[] {0, 500, -1e6}) {
      Histogram histogram = Histogram.of(new double[] {value, value}, 40);
      assertThat(histogram.counts()).containsExactly(2);
      assertThat(histogram.edges()[1] - histogram.edges()[0]).isPositive();
      assertThat(histogram.edges()[0]).isCloseTo(value, within(Math.abs(value) / 10 + 1));
    }
  }
}
