package dev.bellman.bench.draw;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Arc2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;

/** The shapes that scenes are made of. */
record Pen(Graphics2D g) {
  private static final float ARROW = 5;

  void disc(double x, double y, double radius, Color colour) {
    g.setColor(colour);
    g.fill(new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius));
  }

  /** A line with round ends. */
  void rod(double x1, double y1, double x2, double y2, double width, Color colour) {
    g.setColor(colour);
    g.setStroke(new BasicStroke((float) width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    g.draw(new Line2D.Double(x1, y1, x2, y2));
  }

  void dashes(double x1, double y1, double x2, double y2, double width, Color colour) {
    g.setColor(colour);
    g.setStroke(
        new BasicStroke(
            (float) width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, new float[] {9, 7}, 0));
    g.draw(new Line2D.Double(x1, y1, x2, y2));
  }

  /** A horizontal arrow from x over {@code length} pixels, to the left if that is negative. */
  void arrow(double x, double y, double length, Color colour) {
    if (length != 0) {
      double direction = Math.signum(length);
      rod(x, y, x + length - direction * ARROW, y, ARROW, colour);
      head(x + length + direction * ARROW, y, direction > 0 ? 0 : Math.PI, colour);
    }
  }

  /**
   * A bent arrow around (x, y).
   *
   * @param from where it begins, in radians from the right, counterclockwise
   * @param turn how far it goes, in radians, counterclockwise if positive
   */
  void bow(double x, double y, double radius, double from, double turn, Color colour) {
    if (turn != 0) {
      g.setColor(colour);
      g.setStroke(new BasicStroke(ARROW, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
      g.draw(
          new Arc2D.Double(
              x - radius,
              y - radius,
              2 * radius,
              2 * radius,
              Math.toDegrees(from),
              Math.toDegrees(turn),
              Arc2D.OPEN));
      double end = from + turn;
      // the tip is a little further along the circle than the line's round end
      double tip = end + Math.signum(turn) * 2 * ARROW / radius;
      double heading = end + Math.signum(turn) * (Math.PI / 2 + ARROW / radius);
      head(x + radius * Math.cos(tip), y - radius * Math.sin(tip), heading, colour);
    }
  }

  /** A triangle with its tip at (x, y) that points {@code heading} radians from the right. */
  private void head(double x, double y, double heading, Color colour) {
    double length = 3 * ARROW;
    double spread = 0.5;
    Path2D triangle = new Path2D.Double();
    triangle.moveTo(x, y);
    for (double side : new double[] {-spread, spread}) {
      triangle.lineTo(x - length * Math.cos(heading + side), y + length * Math.sin(heading + side));
    }
    triangle.closePath();
    g.setColor(colour);
    g.fill(triangle);
  }
}
