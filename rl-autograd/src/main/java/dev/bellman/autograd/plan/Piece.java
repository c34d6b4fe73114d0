package dev.bellman.autograd.plan;

/** Work of one thread: a step, or a part of one. */
interface Piece {

  /** Does it. */
  void run();

  /** Cuts for runs with this many rows. */
  default void prepare(int rows) {}
}
