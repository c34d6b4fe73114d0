package dev.bellman.tensor.kernel.simd;

/** Arrays of one thread for copies of A, B and edges of C; they only grow. */
final class Scratch {

  private static final ThreadLocal<Scratch> OF_THREAD = ThreadLocal.withInitial(Scratch::new);

  private float[] a = new float[0];
  private float[] b = new float[0];
  private float[] edge = new float[0];
  private float[] transposed = new float[0];

  private Scratch() {}

  static Scratch ofThread() {
    return OF_THREAD.get();
  }

  float[] a(int size) {
    if (a.length < size) {
      a = new float[size];
    }
    return a;
  }

  float[] b(int size) {
    if (b.length < size) {
      b = new float[size];
    }
    return b;
  }

  float[] edge(int size) {
    if (edge.length < size) {
      edge = new float[size];
    }
    return edge;
  }

  float[] transposed(int size) {
    if (transposed.length < size) {
      transposed = new float[size];
    }
    return transposed;
  }
}
