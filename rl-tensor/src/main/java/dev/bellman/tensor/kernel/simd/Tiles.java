package dev.bellman.tensor.kernel.simd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** The vectors of the matrix product and the shapes of its tiles: constants of the machine. */
final class Tiles {

  /** {@code -Dbellman.lanes} is for tests: vectors the processor lacks are right but very slow. */
  static final VectorSpecies<Float> SPECIES =
      VectorSpecies.of(
          float.class,
          VectorShape.forBitSize(
              Float.SIZE
                  * Integer.getInteger("bellman.lanes", FloatVector.SPECIES_PREFERRED.length())));

  static final int LANES = SPECIES.length();

  /** Columns of C in a tile: two vectors. */
  static final int COLUMNS = 2 * LANES;

  /** Rows of C in a tile that reads A where it lies. */
  static final int ROWS = 6;

  /** Whether there are registers for 24 sums: 512-bit vectors come in 32 registers. */
  static final boolean TALL = LANES >= 16;

  /** Rows of C in a tile that reads A from a packed panel. */
  static final int PANEL_ROWS = TALL ? 12 : 6;

  private static final float[] ZEROS = new float[COLUMNS];

  private Tiles() {}

  /** A column of tiles that read A where it lies. */
  static void rows(
      int m,
      int k,
      float[] a,
      int aAt,
      int lda,
      float[] b,
      int bAt,
      int ldb,
      boolean accumulate,
      float[] c,
      int cAt,
      int ldc) {
    int tiles = m / ROWS;
    int rest = m % ROWS;
    if (tiles > 0) {
      Tile6x2.rows(tiles, ROWS, k, a, aAt, lda, b, bAt, ldb, accumulate, c, cAt, ldc);
    }
    if (rest > 0) {
      int i = tiles * ROWS;
      Tile6x2.rows(
          1, rest, k, a, aAt + i * lda, lda, b, bAt, ldb, accumulate, c, cAt + i * ldc, ldc);
    }
  }

  /** A column of tiles one vector wide that read A where it lies. */
  static void narrowRows(
      int m,
      int k,
      float[] a,
      int aAt,
      int lda,
      float[] b,
      int bAt,
      int ldb,
      boolean accumulate,
      float[] c,
      int cAt,
      int ldc) {
    int tiles = m / ROWS;
    int rest = m % ROWS;
    if (tiles > 0) {
      Tile6x1.rows(tiles, ROWS, k, a, aAt, lda, b, bAt, ldb, accumulate, c, cAt, ldc);
    }
    if (rest > 0) {
      int i = tiles * ROWS;
      Tile6x1.rows(
          1, rest, k, a, aAt + i * lda, lda, b, bAt, ldb, accumulate, c, cAt + i * ldc, ldc);
    }
  }

  /** A column of tiles that read A from packed panels, which follow each other in {@code a}. */
  static void panels(
      int m,
      int k,
      float[] a,
      float[] b,
      int bAt,
      int ldb,
      boolean accumulate,
      float[] c,
      int cAt,
      int ldc) {
    float[] from = accumulate ? c : ZEROS;
    int ldFrom = accumulate ? ldc : 0;
    for (int i = 0; i < m; i += PANEL_ROWS) {
      int rows = Math.min(PANEL_ROWS, m - i);
      int aAt = i * k;
      int to = cAt + i * ldc;
      int fromAt = accumulate ? to : 0;
      if (TALL) {
        Tile12x2.column(
            rows, k, a, aAt, PANEL_ROWS, b, bAt, ldb, from, fromAt, ldFrom, c, to, ldc);
      } else {
        Tile6x2.column(
            rows, k, a, aAt, PANEL_ROWS, b, bAt, ldb, from, fromAt, ldFrom, c, to, ldc);
      }
    }
  }
}
