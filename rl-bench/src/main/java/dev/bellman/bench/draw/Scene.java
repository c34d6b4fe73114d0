package dev.bellman.bench.draw;

import java.awt.Graphics2D;

/**
 * How a world looks.
 *
 * <p>A scene is drawn on a blank picture of {@link Stage#WIDTH} by {@link Stage#HEIGHT} pixels, x
 * to the right and y down, antialiased; the strip of {@link Stage#CAPTION} pixels at the top is
 * left to the caption.
 */
public interface Scene {

  /**
   * Draws one state. The environment is in this state while it is drawn.
   *
   * @param observation of the state, as many numbers as the observation space has; not written
   * @param action that led there; empty for the first state of an episode; not written
   */
  void draw(Graphics2D g, float[] observation, float[] action);

  /** How long a step is shown, in hundredths of a second, ≥ 2: viewers slow down what is less. */
  int delay();
}
