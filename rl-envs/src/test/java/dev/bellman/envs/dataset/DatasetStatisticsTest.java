package dev.bellman.envs.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class DatasetStatisticsTest {

  @Test
  void theFiguresOfThreeEpisodes() {
    DatasetStatistics figures = DatasetStatistics.of(Small.boxes());
    assertThat(figures.episodes()).isEqualTo(3);
    assertThat(figures.steps()).isEqualTo(6);
    assertThat(figures.returns()).containsExactly(3, -3, 1.5);
    assertThat(figures.returnMean()).isEqualTo(0.5);
    assertThat(figures.returnStd()).isCloseTo(Math.sqrt(6.5), within(1e-12));
    assertThat(figures.lowestReturn()).isEqualTo(-3);
    assertThat(figures.highestReturn()).isEqualTo(3);
    assertThat(figures.lengthMean()).isEqualTo(2);
    assertThat(figures.terminated()).isEqualTo(1);
    assertThat(figures.truncated()).isEqualTo(1);
    assertThat(figures.cut()).isEqualTo(1);
    assertThat(figures.lowestReward()).isEqualTo(-3);
    assertThat(figures.highestReward()).isEqualTo(2);
    double mean = (0 + 1 + 2 + 10 + 11 + 20 + 21 + 22 + 23) / 9.0;
    assertThat(figures.observationMean()[0]).isCloseTo(mean, within(1e-12));
    assertThat(figures.observationMean()[1]).isCloseTo(mean + 0.5, within(1e-12));
    assertThat(figures.observationStd()[0])
        .isCloseTo(figures.observationStd()[1], within(1e-12))
        .isCloseTo(Math.sqrt(2080 / 9.0 - mean * mean), within(1e-12));
  }
}
