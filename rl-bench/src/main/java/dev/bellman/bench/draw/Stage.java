package dev.bellman.bench.draw;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.Locale;

/** Paints a scene with its caption: the step and the return so far, and how the episode ended. */
public final class Stage {
  /** The width of a picture in pixels. */
  public static final int WIDTH = 600;

  /** The height of a picture in pixels. */
  public static final int HEIGHT = 400;

  /** The height of the strip at the top that belongs to the caption. */
  public static final int CAPTION = 56;

  private static final Font PLAIN = new Font(Font.SANS_SERIF, Font.PLAIN, 16);
  private static final Font BOLD = new Font(Font.SANS_SERIF, Font.BOLD, 16);
  private static final int BASELINE = 27;
  private static final int MARGIN = 16;

  private final String title;
  private final Scene scene;

  /**
   * A stage for a scene.
   *
   * @param title stands at the top right
   */
  public Stage(String title, Scene scene) {
    this.title = title;
    this.scene = scene;
  }

  /**
   * Paints one state.
   *
   * @param step of the episode, 0 for its first state
   * @param sum the return so far
   * @param ending how the episode ended with this state; empty if it goes on
   */
  BufferedImage paint(float[] observation, float[] action, int step, double sum, String ending) {
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    try {
      g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
      g.setRenderingHint(
          RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
      g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
      g.setColor(Ink.PAPER);
      g.fillRect(0, 0, WIDTH, HEIGHT);
      scene.draw(g, observation, action);
      caption(g, step, sum, ending);
    } finally {
      g.dispose();
    }
    return image;
  }

  private void caption(Graphics2D g, int step, double sum, String ending) {
    // each part has its place, so that nothing moves when a number gets longer
    text(g, BOLD, Ink.TEXT, MARGIN, BASELINE, "step " + step);
    text(g, BOLD, Ink.TEXT, MARGIN + 98, BASELINE, "return " + number(sum));
    text(g, PLAIN, Ink.FORCE, MARGIN, BASELINE + 23, ending);
    g.setFont(PLAIN);
    int width = g.getFontMetrics().stringWidth(title);
    text(g, PLAIN, Ink.QUIET, WIDTH - MARGIN - width, BASELINE, title);
  }

  private static void text(Graphics2D g, Font font, Color colour, int x, int y, String text) {
    g.setFont(font);
    g.setColor(colour);
    g.drawString(text, x, y);
  }

  /** With one decimal, if it is not whole. */
  private static String number(double x) {
    String digits = String.format(Locale.ROOT, x == Math.rint(x) ? "%.0f" : "%.1f", x);
    return digits.replace('-', '−');
  }
}
