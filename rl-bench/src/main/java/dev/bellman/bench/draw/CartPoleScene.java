package dev.bellman.bench.draw;

import java.awt.Graphics2D;
import java.awt.geom.Arc2D;
import java.awt.geom.RoundRectangle2D;

/** The cart on its track, the pole on the cart, and the bounds that neither may leave. */
final class CartPoleScene implements Scene {
  private static final double PIXELS_PER_METRE = 98;
  private static final double TRACK = 314;
  private static final double FARTHEST = 2.4;
  private static final double STEEPEST = Math.toRadians(12);

  /** Longer than the track's scale, so that its angle shows. */
  private static final double POLE = 1.6 * PIXELS_PER_METRE;

  private static final double CART_WIDTH = 78;
  private static final double CART_HEIGHT = 36;
  private static final double WHEEL = 9;

  @Override
  public void draw(Graphics2D g, float[] observation, float[] action) {
    Pen pen = new Pen(g);
    double middle = Stage.WIDTH / 2.0;
    double x = middle + observation[0] * PIXELS_PER_METRE;
    double angle = observation[2];
    double axle = TRACK - WHEEL;
    double top = axle - CART_HEIGHT;

    double fan = POLE + 26;
    g.setColor(Ink.SAFE);
    g.fill(
        new Arc2D.Double(
            x - fan,
            top - fan,
            2 * fan,
            2 * fan,
            90 - Math.toDegrees(STEEPEST),
            2 * Math.toDegrees(STEEPEST),
            Arc2D.PIE));

    double end = FARTHEST * PIXELS_PER_METRE;
    pen.rod(middle - end, TRACK + 3, middle + end, TRACK + 3, 4, Ink.EDGE);
    for (double post : new double[] {middle - end, middle + end}) {
      pen.rod(post, TRACK + 14, post, TRACK - 22, 4, Ink.EDGE);
    }

    g.setColor(Ink.BODY);
    g.fill(new RoundRectangle2D.Double(x - CART_WIDTH / 2, top, CART_WIDTH, CART_HEIGHT, 14, 14));
    for (double side : new double[] {-1, 1}) {
      pen.disc(x + side * CART_WIDTH * 0.28, axle, WHEEL, Ink.METAL);
      pen.disc(x + side * CART_WIDTH * 0.28, axle, 3, Ink.EDGE);
    }
    pen.rod(x, top, x + POLE * Math.sin(angle), top - POLE * Math.cos(angle), 12, Ink.SECOND);
    pen.disc(x, top, 8, Ink.METAL);

    if (action.length > 0) {
      double direction = action[0] == 1 ? 1 : -1;
      pen.arrow(x + direction * (CART_WIDTH / 2 + 12), top + 16, direction * 34, Ink.FORCE);
    }
  }

  @Override
  public int delay() {
    return 2;
  }
}
