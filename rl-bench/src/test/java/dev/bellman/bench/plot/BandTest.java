package dev.bellman.bench.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.bellman.core.random.Seeds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class BandTest {

  @Test
  void theInterquartileMeanCutsAQuarterAtEitherEnd() {
    assertThat(middle(1, 2, 3)).isEqualTo(2);
    assertThat(middle(100, 1, 2, 3)).isEqualTo(2.5);
    assertThat(middle(9, 1, 2, 3, -9)).isEqualTo(2);
    assertThat(middle(0, 0, 1, 2, 3, 4, 99, 99)).isEqualTo(2.5);
  }

  private static double middle(double... values) {
    return Interval.of(values, Seeds.of(0).stream("test")).middle();
  }

  /** By 2000 resamples each bound would be found within 4 % of the interval, not within 1. */
  @Test
  void theIntervalHardlyDependsOnTheSeedOfItsResamples() {
    RandomGenerator random = Seeds.of(3).stream("test");
    double[] values = DoubleStream.generate(random::nextGaussian).limit(10).toArray();
    double[] lows = new double[10];
    double[] highs = new double[10];
    for (int i = 0; i < 10; i++) {
      Interval interval = Interval.of(values, Seeds.of(i).stream("test"));
      lows[i] = interval.low();
      highs[i] = interval.high();
    }
    double width = highs[0] - lows[0];
    assertThat(spread(lows)).isLessThan(0.02 * width);
    assertThat(spread(highs)).isLessThan(0.02 * width);
  }

  private static double spread(double[] values) {
    return Arrays.stream(values).max().orElseThrow() - Arrays.stream(values).min().orElseThrow();
  }

  @Test
  void curvesAreInterpolatedWhereAllHavePoints() {
    Curve a = new Curve(new double[] {0, 10}, new double[] {0, 10});
    Curve b = new Curve(new double[] {2, 6}, new double[] {4, 12});
    Band band = Band.of(List.of(a, b), Seeds.of(1).stream("test"));
    double[] x = band.middle().x();
    assertThat(x[0]).isEqualTo(2);
    assertThat(x[x.length - 1]).isEqualTo(6);
    for (int i = 0; i < x.length; i++) {
      assertThat(band.middle().y()[i]).isCloseTo(1.5 * x[i], within(1e-9));
      assertThat(band.low()[i]).isCloseTo(x[i], within(1e-9));
      assertThat(band.high()[i]).isCloseTo(2 * x[i], within(1e-9));
    }
  }

  @Test
  void theBandOfManyNormalRunsIsThatOfTheirMean() {
    var random = Seeds.of(2).stream("test");
    List<Curve> runs = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      double level = random.nextGaussian();
      runs.add(new Curve(new double[] {0, 1}, new double[] {level, level}));
    }
    Band band = Band.of(runs, random);
    // the standard error of the interquartile mean of 100 normal numbers is about 0.11
    assertThat(band.middle().y()[0]).isBetween(-0.4, 0.4);
    assertThat(band.high()[0] - band.low()[0]).isBetween(0.3, 0.6);
  }
}
