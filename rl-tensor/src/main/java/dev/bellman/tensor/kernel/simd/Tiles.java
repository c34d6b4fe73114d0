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

  /** Whether there are registers for 24 sums; 512-bit vectors always come in 32 registers. */
  static final boolean TALL = LANES >= 16;

  /** Rows of C in a tile whose rows of A lie side by side in a panel. */
  static final int PANEL_ROWS = TALL ? 12 : 6;

  private Tiles() {}

  /** One tile with A in a panel; the parameters are those of {@link Tile6x2#panel}. */
  static void panel(
      int rows,
      int k,
      float[] a,
      int aAt,
      int lda,
      float[] b,
      int bAt,
      int ldb,
      float[] from,
      int fromAt,
      int ldFrom,
      float[] c,
      int cAt,
      int ldc) {
    if (TALL) {
      Tile12x2.panel(rows, k, a, aAt, lda, b, bAt, ldb, from, fromAt, ldFrom, c, cAt, ldc);
    } else {
      Tile6x2.panel(rows, k, a, aAt, lda, b, bAt, ldb, from, fromAt, ldFrom, c, cAt, ldc);
    }
  }
}
