package dev.bellman.bench.draw;

import dev.bellman.bench.run.Rollout;
import java.awt.image.BufferedImage;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javax.imageio.ImageIO;

/**
 * Films a rollout: a picture a row, as an animated GIF, the last one as a PNG, or both.
 *
 * <p>The last picture of an episode stays for a second. A first state of an episode in which nobody
 * acts any more is left out, so that the film ends with what the last step led to.
 */
public final class Film implements Rollout.Watcher, Closeable {
  private static final int HOLD = 100;
  private static final float[] NO_ACTION = {};

  private final Stage stage;
  private final int delay;
  private final Optional<GifWriter> gif;
  private final Optional<Path> png;

  /** The picture whose time is not known yet, and the one before. */
  private BufferedImage pending;

  private BufferedImage shown;
  private int step;
  private double sum;

  /**
   * A film of nothing yet.
   *
   * @param title stands in each picture
   * @param gif the file that gets all pictures, if any; replaced if it exists
   * @param png the file that gets the last picture when the film is closed, if any
   * @throws IOException if the GIF cannot be written
   */
  public Film(String title, Scene scene, Optional<Path> gif, Optional<Path> png)
      throws IOException {
    this.stage = new Stage(title, scene);
    this.delay = scene.delay();
    this.gif =
        gif.isPresent()
            ? Optional.of(new GifWriter(Files.newOutputStream(gif.get())))
            : Optional.empty();
    this.png = png;
  }

  @Override
  public void reset(float[] observation) {
    if (pending != null) {
      show(HOLD);
    }
    step = 0;
    sum = 0;
    pending = stage.paint(observation, NO_ACTION, step, sum, "");
  }

  @Override
  public void step(
      float[] action, double reward, float[] observation, boolean terminated, boolean truncated) {
    show(delay);
    step++;
    sum += reward;
    String ending = terminated ? "terminated" : truncated ? "truncated" : "";
    pending = stage.paint(observation, action, step, sum, ending);
  }

  private void show(int hundredths) {
    if (gif.isPresent()) {
      try {
        gif.get().add(pending, hundredths);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    shown = pending;
  }

  @Override
  public void close() throws IOException {
    if (pending != null && (step > 0 || shown == null)) {
      show(HOLD);
    }
    if (gif.isPresent()) {
      gif.get().close();
    }
    if (png.isPresent() && shown != null) {
      try (var out = Files.newOutputStream(png.get())) {
        ImageIO.write(shown, "png", out);
      }
    }
  }
}
