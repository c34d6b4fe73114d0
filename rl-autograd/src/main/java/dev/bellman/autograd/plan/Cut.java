package dev.bellman.autograd.plan;

/** Where rows are cut: by position alone, so that the bits do not depend on who is quicker. */
final class Cut {
  /** Rows of a tile of the matrix product, the least of those in use. */
  private static final int TILE = 6;

  private Cut() {}

  /** The first row of a part. */
  static int begin(int rows, int part, int parts) {
    return part == parts ? rows : rows * part / parts / TILE * TILE;
  }
}
