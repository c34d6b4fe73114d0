package dev.bellman.bench.draw;

import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.awt.geom.RoundRectangle2D;

/** The valley, the car and the flag that it has to reach. */
final class MountainCarScene implements Scene {
  /** What is seen: a little more than where the car can be, −1.2 … 0.6. */
  private static final double LEFT = -1.3;

  private static final double RIGHT = 0.7;
  private static final double SCALE = Stage.WIDTH / (RIGHT - LEFT);

  /** Pixels a unit of height: flatter than it is, so that the flag stays below the caption. */
  private static final double HEIGHT_SCALE = 240;

  private static final double BOTTOM = 400;
  private static final double WHEEL = 7;
  private static final double FLAG = 52;

  private final double goal;

  /** What no push is, and how strong an action beside it is: ±1 is a full one. */
  private final float rest;

  private MountainCarScene(double goal, float rest) {
    this.goal = goal;
    this.rest = rest;
  }

  static MountainCarScene discrete() {
    return new MountainCarScene(0.5, 1);
  }

  static MountainCarScene continuous() {
    return new MountainCarScene(0.45, 0);
  }

  private static double pixelX(double x) {
    return (x - LEFT) * SCALE;
  }

  private static double pixelY(double x) {
    return BOTTOM - (Math.sin(3 * x) * 0.45 + 0.55) * HEIGHT_SCALE;
  }

  @Override
  public void draw(Graphics2D g, float[] observation, float[] action) {
    Pen pen = new Pen(g);
    hill(g);
    flag(g, pen);

    double x = observation[0];
    AffineTransform before = g.getTransform();
    g.translate(pixelX(x), pixelY(x));
    g.rotate(-Math.atan(3 * 0.45 * Math.cos(3 * x) * HEIGHT_SCALE / SCALE));
    g.setColor(Ink.BODY);
    g.fill(new RoundRectangle2D.Double(-26, -26, 52, 17, 9, 9));
    g.setColor(Ink.SECOND);
    g.fill(new RoundRectangle2D.Double(-15, -39, 29, 17, 11, 11));
    pen.disc(-15, -WHEEL, WHEEL, Ink.METAL);
    pen.disc(15, -WHEEL, WHEEL, Ink.METAL);
    pen.disc(-15, -WHEEL, 2.5, Ink.EDGE);
    pen.disc(15, -WHEEL, 2.5, Ink.EDGE);
    if (action.length > 0) {
      double push = Math.clamp(action[0] - rest, -1f, 1f);
      pen.arrow(Math.signum(push) * 34, -18, push * 30, Ink.FORCE);
    }
    g.setTransform(before);
  }

  private static void hill(Graphics2D g) {
    Path2D ground = new Path2D.Double();
    ground.moveTo(0, Stage.HEIGHT);
    for (int x = 0; x <= Stage.WIDTH; x += 4) {
      ground.lineTo(x, pixelY(LEFT + x / SCALE));
    }
    ground.lineTo(Stage.WIDTH, Stage.HEIGHT);
    ground.closePath();
    g.setColor(Ink.GROUND);
    g.fill(ground);
    Pen pen = new Pen(g);
    for (int x = 0; x < Stage.WIDTH; x += 4) {
      pen.rod(x, pixelY(LEFT + x / SCALE), x + 4, pixelY(LEFT + (x + 4) / SCALE), 3, Ink.EDGE);
    }
  }

  private void flag(Graphics2D g, Pen pen) {
    double x = pixelX(goal);
    double foot = pixelY(goal);
    pen.rod(x, foot, x, foot - FLAG, 3, Ink.METAL);
    Path2D cloth = new Path2D.Double();
    cloth.moveTo(x + 1.5, foot - FLAG);
    cloth.lineTo(x + 28, foot - FLAG + 10);
    cloth.lineTo(x + 1.5, foot - FLAG + 20);
    cloth.closePath();
    g.setColor(Ink.GOAL);
    g.fill(cloth);
  }

  @Override
  public int delay() {
    return 3;
  }
}
