package dev.bellman.bench.draw;

import java.awt.Color;

/** The colours of all scenes: Okabe and Ito's for what moves, greys for what stands. */
final class Ink {
  static final Color PAPER = new Color(0xFA, 0xFA, 0xF7);
  static final Color TEXT = new Color(0x2B, 0x2D, 0x33);
  static final Color QUIET = new Color(0x8A, 0x8F, 0x99);
  static final Color GROUND = new Color(0xE3, 0xE5, 0xE8);
  static final Color EDGE = new Color(0xB4, 0xB9, 0xC2);
  static final Color BODY = new Color(0x00, 0x72, 0xB2);
  static final Color SECOND = new Color(0x56, 0xB4, 0xE9);
  static final Color METAL = new Color(0x3A, 0x3F, 0x4A);
  static final Color FORCE = new Color(0xD5, 0x5E, 0x00);
  static final Color GOAL = new Color(0x00, 0x9E, 0x73);
  static final Color SAFE = new Color(0xE1, 0xF1, 0xEC);

  private Ink() {}
}
