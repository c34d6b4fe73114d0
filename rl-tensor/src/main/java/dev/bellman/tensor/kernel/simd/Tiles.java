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

  /** Steps of the sum in a block: a panel of B has the size of a small first-level cache. */
  static final int DEPTH = TALL ? 256 : 512;

  private Tiles() {}
}
