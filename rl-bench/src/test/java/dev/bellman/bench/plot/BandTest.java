package dev.bellman.bench.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.bellman.core.random.Seeds;
import java.util.ArrayList;
import java.util.List;
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
