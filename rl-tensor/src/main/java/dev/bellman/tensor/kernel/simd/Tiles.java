package dev.bellman.tensor.kernel.simd;

import java.util.List;
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

  /** Whether there are registers for 24 sums: 512-bit vectors come in 32 registers. */
  static final boolean TALL = LANES >= 16;

  /**
   * Tiles side by side in a panel: where vectors are long, {@link NonzeroTerms} reads all at once.
   */
  static final int TILES = TALL ? 4 : 1;

  /**
   * Columns of B in a panel, which is how copies of B lie: k rows of so many columns, panel by
   * panel.
   */
  static final int PANEL = TILES * COLUMNS;

  /** Steps of the sum that fenced tiles take at a time. */
  static final int STEPS = 4;

  /** Whether tiles use fences between loads: few registers, and fences that are no instructions. */
  static final boolean FENCED =
      !TALL && List.of("amd64", "x86_64").contains(System.getProperty("os.arch"));

  /** Rows of C in the highest tile. */
  static final int ROWS = TALL ? 12 : 6;

  /** Rows of C in the lowest tile; it alone reads B where it lies. */
  static final int LOW = 4;

  /** Steps of the sum in a block: the rows of A that a tile reads stay in the first-level cache. */
  static final int DEPTH = 256;

  /**
   * The distance between the rows of A that a tile reads. A constant: all rows are reached from one
   * register, and no index needs a check in the loop. Not a power of two: the rows would compete
   * for the same lines of the cache.
   */
  static final int STRIDE = DEPTH + 16;

  /** Columns of B in a block: with as many steps as that, half of a second-level cache. */
  static final int WIDTH = 512;

  private Tiles() {}

  /** Where the columns of a tile lie in panels with the distance {@code next}. */
  static int columnsOf(int tile, int next) {
    return tile / TILES * next + tile % TILES * COLUMNS;
  }
}
