package dev.bellman.bench.draw;

import java.awt.Graphics2D;

/** The pendulum about its pivot, where it should be, and the torque as a bent arrow. */
final class PendulumScene implements Scene {
  private static final double X = Stage.WIDTH / 2.0;
  private static final double Y = 216;
  private static final double LENGTH = 140;
  private static final double LARGEST_TORQUE = 2;
  private static final double LARGEST_BOW = 1.9;

  @Override
  public void draw(Graphics2D g, float[] observation, float[] action) {
    Pen pen = new Pen(g);
    pen.dashes(X, Y, X, Y - LENGTH - 18, 3, Ink.GOAL);
    // 0 is upright, and positive angles lean to the left
    double tipX = X - LENGTH * observation[1];
    double tipY = Y - LENGTH * observation[0];
    pen.rod(X, Y, tipX, tipY, 16, Ink.BODY);
    pen.disc(tipX, tipY, 19, Ink.SECOND);
    pen.disc(X, Y, 13, Ink.METAL);
    pen.disc(X, Y, 4, Ink.EDGE);
    if (action.length > 0) {
      double torque = Math.clamp(action[0], -LARGEST_TORQUE, LARGEST_TORQUE) / LARGEST_TORQUE;
      pen.bow(X, Y, 44, -Math.PI / 2, torque * LARGEST_BOW, Ink.FORCE);
    }
  }

  @Override
  public int delay() {
    return 5;
  }
}
