package dev.bellman.core.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellman.core.checkpoint.InMemoryState;
import org.junit.jupiter.api.Test;

class EpisodeStatisticsTest {

  @Test
  void thereIsNothingToAverageBeforeTheFirstEnd() {
    EpisodeStatistics statistics = new EpisodeStatistics(1);
    statistics.record(0, 1, false);

    assertThat(statistics.count()).isZero();
    assertThat(statistics.meanReturn()).isNaN();
    assertThat(statistics.meanLength()).isNaN();
    assertThat(statistics.latestReturn()).isNaN();
  }

  @Test
  void eachEnvironmentHasItsOwnEpisodes() {
    EpisodeStatistics statistics = new EpisodeStatistics(2);
    boolean[] none = {false, false};
    statistics.record(new double[] {1, 10}, none, none);
    statistics.record(new double[] {2, 20}, new boolean[] {true, false}, none);
    statistics.record(new double[] {4, 40}, none, new boolean[] {false, true});

    assertThat(statistics.count()).isEqualTo(2);
    assertThat(statistics.meanReturn()).isEqualTo((3 + 70) / 2.0);
    assertThat(statistics.meanLength()).isEqualTo((2 + 3) / 2.0);
    assertThat(statistics.latestReturn()).isEqualTo(70);
  }

  @Test
  void onlyTheLatestHundredCount() {
    EpisodeStatistics statistics = new EpisodeStatistics(1);
    for (int i = 0; i < 250; i++) {
      statistics.record(0, i, true);
    }

    assertThat(statistics.count()).isEqualTo(250);
    assertThat(statistics.meanReturn()).isEqualTo((150 + 249) / 2.0);
    assertThat(statistics.latestReturn()).isEqualTo(249);
  }

  @Test
  void goesOnAsBeforeAfterItsStateWasRestored() {
    EpisodeStatistics statistics = new EpisodeStatistics(1);
    statistics.record(0, 5, true);
    statistics.record(0, 2, false);
    InMemoryState state = new InMemoryState();
    statistics.save(state);

    EpisodeStatistics other = new EpisodeStatistics(1);
    other.load(state);
    other.record(0, 1, true);

    assertThat(other.count()).isEqualTo(2);
    assertThat(other.latestReturn()).isEqualTo(3);
    assertThat(other.meanReturn()).isEqualTo(4);
    assertThat(other.meanLength()).isEqualTo(1.5);
  }
}
