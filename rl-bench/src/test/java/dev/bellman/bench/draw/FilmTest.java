package dev.bellman.bench.draw;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilmTest {
  private static final float[] PUSH = {1};

  @TempDir private Path folder;

  private static float[] at(float x) {
    return new float[] {x, 0, 0, 0};
  }

  private Film film(Optional<Path> gif, Optional<Path> png) throws IOException {
    return new Film("CartPole-v1", Scenes.of("CartPole-v1").orElseThrow(), gif, png);
  }

  /** Two steps to an end, one more in the next episode. */
  private static void play(Film film, boolean further) {
    film.reset(at(0));
    film.step(PUSH, 1, at(0.5f), false, false);
    film.step(PUSH, 1, at(1), true, false);
    film.reset(at(-1));
    if (further) {
      film.step(PUSH, 1, at(-0.5f), false, false);
    }
  }

  @Test
  void aPictureARowIsReadBack() throws IOException {
    Path gif = folder.resolve("film.gif");
    try (Film film = film(Optional.of(gif), Optional.empty())) {
      play(film, true);
    }
    Pictures.Gif read = Pictures.gif(gif);
    assertThat(read.images())
        .hasSize(5)
        .allSatisfy(image -> assertThat(image.getWidth()).isEqualTo(Stage.WIDTH))
        .allSatisfy(image -> assertThat(image.getHeight()).isEqualTo(Stage.HEIGHT));
    assertThat(read.images().stream().map(Pictures::pixels)).doesNotHaveDuplicates();
    assertThat(read.delays()).containsExactly(2, 2, 100, 2, 100);
    double[] x = read.images().stream().mapToDouble(i -> Pictures.middle(i, Ink.BODY)[0]).toArray();
    assertThat(x[0]).isLessThan(x[1]);
    assertThat(x[1]).isLessThan(x[2]);
    assertThat(x[3]).isLessThan(x[4]);
    assertThat(x[4]).isLessThan(x[0]);
  }

  @Test
  void itEndsWithWhatTheLastStepLedTo() throws IOException {
    Path gif = folder.resolve("film.gif");
    Path png = folder.resolve("last.png");
    try (Film film = film(Optional.of(gif), Optional.of(png))) {
      play(film, false);
    }
    var images = Pictures.gif(gif).images();
    var last = ImageIO.read(png.toFile());
    assertThat(images).hasSize(3);
    assertThat(Pictures.middle(last, Ink.BODY)).isEqualTo(Pictures.middle(images.get(2), Ink.BODY));
    assertThat(Pictures.middle(last, Ink.BODY)[0]).isGreaterThan(390);
  }

  @Test
  void withoutAStepThereIsTheFirstState() throws IOException {
    Path png = folder.resolve("first.png");
    try (Film film = film(Optional.empty(), Optional.of(png))) {
      film.reset(at(-2));
    }
    assertThat(Pictures.middle(ImageIO.read(png.toFile()), Ink.BODY)[0]).isLessThan(110);
  }
}
