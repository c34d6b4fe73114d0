package dev.bellman.tensor.kernel.simd;

/** A thread's arrays for copies of A, of B and of parts of C; they only grow. */
final class Scratch {

  private static final ThreadLocal<Scratch> OF_THREAD = ThreadLocal.withInitial(Scratch::new);

  private float[] a = {};
  private float[] b = {};
  private float[] edge = {};
  private float[] transposed = {};

  private Scratch() {}

  static Scratch ofThread() {
    return OF_THREAD.get();
  }

  float[] a(int size) {
    return a = atLeast(size, a);
  }

  float[] b(int size) {
    return b = atLeast(size, b);
  }

  float[] edge(int size) {
    return edge = atLeast(size, edge);
  }

  float[] transposed(int size) {
    return transposed = atLeast(size, transposed);
  }

  private static float[] atLeast(int size, float[] array) {
    return array.length >= size ? array : new float[size];
  }
}
