package dev.bellman.bench.plot;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class ChartTest {
  private static final Curve RISING =
      new Curve(new double[] {0, 50_000, 100_000}, new double[] {0, 100, 200});

  private static BufferedImage image(Chart chart) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(chart.png()));
  }

  private static long pixels(BufferedImage image, Color colour) {
    long count = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        count += image.getRGB(x, y) == colour.getRGB() ? 1 : 0;
      }
    }
    return count;
  }

  @Test
  void aPictureHasItsSizeAndItsLines() throws IOException {
    Color blue = new Color(0x00, 0x72, 0xB2);
    BufferedImage empty = image(new Chart("title", "steps", "return"));
    BufferedImage full =
        image(
            new Chart("title", "steps", "return")
                .line("line", RISING)
                .points("points", new Curve(new double[] {0, 90_000}, new double[] {50, 50}))
                .level("level", 150));
    assertThat(full.getWidth()).isEqualTo(Chart.WIDTH);
    assertThat(full.getHeight()).isEqualTo(Chart.HEIGHT);
    assertThat(pixels(empty, blue)).isZero();
    assertThat(pixels(full, blue)).isGreaterThan(500);
  }

  @Test
  void aBandIsAnAreaBetweenItsBounds() throws IOException {
    Band wide = new Band(RISING, new double[] {0, 50, 100}, new double[] {50, 150, 300});
    BufferedImage image = image(new Chart("title", "steps", "return").band("runs", wide));
    // the band's blue at 45 of 255 over white
    int red = 0xFF - 0xFF * 45 / 255;
    long tinted = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        tinted += Math.abs(new Color(image.getRGB(x, y)).getRed() - red) <= 3 ? 1 : 0;
      }
    }
    assertThat(tinted).isGreaterThan(20_000);
  }

  @Test
  void twoChartsShareAPicture() throws IOException {
    Curve falling = new Curve(new double[] {1, 2, 3}, new double[] {1, 1e-4, 1e-9});
    Chart upper = new Chart("title", "iterations", "value").withoutLegend().line("a", RISING);
    Chart lower =
        new Chart("", "iterations", "change").withoutLegend().line("b", falling).logarithmic();
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(Chart.stacked(upper, lower)));
    assertThat(image.getWidth()).isEqualTo(Chart.WIDTH);
    assertThat(image.getHeight()).isEqualTo(Chart.HEIGHT);
    Color blue = new Color(0x00, 0x72, 0xB2);
    int half = Chart.HEIGHT / 2;
    assertThat(pixels(image.getSubimage(0, 0, Chart.WIDTH, half), blue)).isGreaterThan(300);
    assertThat(pixels(image.getSubimage(0, half, Chart.WIDTH, half), blue)).isGreaterThan(300);
  }

  @Test
  void whatALogarithmCannotShowIsLeftOut() {
    Curve curve = new Curve(new double[] {1, 2, 3}, new double[] {0.5, 0, 1e-9}).positive();
    assertThat(curve.x()).containsExactly(1, 3);
    assertThat(curve.y()).containsExactly(0.5, 1e-9);
    assertThat(Ticks.power(1e-9)).isEqualTo("1e-9");
    assertThat(Ticks.power(3e-9)).isEmpty();
  }

  @Test
  void ticksShareTheUnitOfTheirAxis() {
    assertThat(Ticks.steps(0, 2e6)).isEqualTo("0");
    assertThat(Ticks.steps(500, 2000)).isEqualTo("500");
    assertThat(Ticks.steps(0.5, 3)).isEmpty();
    assertThat(Ticks.steps(5000, 20_000)).isEqualTo("5 k");
    assertThat(Ticks.steps(250_000, 1e6)).isEqualTo("0.25 M");
  }
}
