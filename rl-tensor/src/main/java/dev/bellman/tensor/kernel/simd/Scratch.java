package dev.bellman.tensor.kernel.simd;

import static dev.bellman.tensor.kernel.CacheLine.FIRST;
import static dev.bellman.tensor.kernel.simd.Tiles.COLUMNS;
import static dev.bellman.tensor.kernel.simd.Tiles.ROWS;
import static dev.bellman.tensor.kernel.simd.Tiles.STRIDE;

/** A thread's arrays for copies of A, of B and of parts of C; they only grow. */
final class Scratch {

  /** Rows of A that are transposed at a time: whole tiles and whole blocks of 16. */
  static final int GROUP = 48;

  private static final ThreadLocal<Scratch> OF_THREAD = ThreadLocal.withInitial(Scratch::new);

  private final float[] a = new float[FIRST + GROUP * STRIDE];
  private final float[] edge = new float[ROWS * COLUMNS];
  private final int[] rows = new int[ROWS];
  private final float[] lanes = new float[16];
  private float[] b = {};
  private float[] transposed = {};
  private float[] left = {};
  private long[] masks = {};

  private Scratch() {}

  static Scratch ofThread() {
    return OF_THREAD.get();
  }

  /** {@code GROUP} rows with the distance {@code STRIDE}, the first one at {@code FIRST}. */
  float[] a() {
    return a;
  }

  /** A tile, {@code [ROWS, COLUMNS]}. */
  float[] edge() {
    return edge;
  }

  /** The numbers of some rows, as many as a tile has. */
  int[] rows() {
    return rows;
  }

  /** The lanes of a vector, or of some that have 16 together, to be read one by one. */
  float[] lanes() {
    return lanes;
  }

  long[] masks(int size) {
    return masks = masks.length >= size ? masks : new long[size];
  }

  float[] b(int size) {
    return b = atLeast(size, b);
  }

  float[] transposed(int size) {
    return transposed = atLeast(size, transposed);
  }

  /** Rows of a left factor that lies in columns. */
  float[] left(int size) {
    return left = atLeast(size, left);
  }

  private static float[] atLeast(int size, float[] array) {
    return array.length >= size ? array : new float[size];
  }
}
