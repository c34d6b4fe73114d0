package dev.bellman.tensor.kernel.simd;

import dev.bellman.tensor.kernel.ScalarKernels;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The vectors of this machine, as constants that the compiler sees.
 *
 * <p>Floats have one width, without exception: the library's methods are shared by all widths, and
 * once they have seen two, the compiler makes objects of the sums of a loop that it compiles then.
 *
 * <p>{@code -Dbellman.lanes=4|8|16} forces another width; only tests of the other machines' code
 * paths want that, because what the machine does not have is very slow.
 */
final class Lanes {

  static final VectorSpecies<Float> FLOATS = floats();

  /** Floats in a vector: 4, 8 or 16. */
  static final int COUNT = FLOATS.length();

  static final VectorSpecies<Integer> INTS = IntVector.SPECIES_512.withShape(FLOATS.vectorShape());

  static final VectorSpecies<Double> DOUBLES =
      DoubleVector.SPECIES_512.withShape(FLOATS.vectorShape());

  /** What is left over at the end of a range is done by the specification itself. */
  static final ScalarKernels TAIL = new ScalarKernels();

  /** The number of each lane. */
  static final float[] LANE_NUMBERS = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};

  private Lanes() {}

  private static VectorSpecies<Float> floats() {
    String wanted = System.getProperty("bellman.lanes");
    return switch (wanted) {
      case "4" -> FloatVector.SPECIES_128;
      case "8" -> FloatVector.SPECIES_256;
      case "16" -> FloatVector.SPECIES_512;
      case null ->
          FloatVector.SPECIES_PREFERRED.length() > 16
              ? FloatVector.SPECIES_512
              : FloatVector.SPECIES_PREFERRED;
      default ->
          throw new IllegalArgumentException(
              "-Dbellman.lanes=" + wanted + " is unknown: use 4, 8 or 16.");
    };
  }
}
