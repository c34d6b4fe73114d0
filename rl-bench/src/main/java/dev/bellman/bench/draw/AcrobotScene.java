package dev.bellman.bench.draw;

import java.awt.Graphics2D;

/** Two links, the height that the tip has to reach, and the torque at the joint between them. */
final class AcrobotScene implements Scene {
  private static final double X = Stage.WIDTH / 2.0;
  private static final double Y = 218;
  private static final double LINK = 84;
  private static final double BOW = 1.6;

  @Override
  public void draw(Graphics2D g, float[] observation, float[] action) {
    Pen pen = new Pen(g);
    pen.dashes(60, Y - LINK, Stage.WIDTH - 60, Y - LINK, 3, Ink.GOAL);

    // 0 hangs down, and positive angles swing to the right
    double cos1 = observation[0];
    double sin1 = observation[1];
    double cos = cos1 * observation[2] - sin1 * observation[3];
    double sin = sin1 * observation[2] + cos1 * observation[3];
    double elbowX = X + LINK * sin1;
    double elbowY = Y + LINK * cos1;
    double tipX = elbowX + LINK * sin;
    double tipY = elbowY + LINK * cos;
    pen.rod(X, Y, elbowX, elbowY, 16, Ink.BODY);
    pen.rod(elbowX, elbowY, tipX, tipY, 14, Ink.SECOND);
    pen.disc(X, Y, 12, Ink.METAL);
    pen.disc(X, Y, 4, Ink.EDGE);
    pen.disc(elbowX, elbowY, 9, Ink.METAL);
    pen.disc(tipX, tipY, 6, tipY < Y - LINK ? Ink.GOAL : Ink.METAL);
    if (action.length > 0) {
      pen.bow(elbowX, elbowY, 32, Math.atan2(-cos1, sin1), (action[0] - 1) * BOW, Ink.FORCE);
    }
  }

  @Override
  public int delay() {
    return 7;
  }
}
