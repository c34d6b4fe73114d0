package dev.bellman.tensor;

/** Applies kernels to whole arrays, element by element, after broadcasting. */
final class Elementwise {

  /** A kernel of two ranges. */
  interface Binary {
    void apply(int n, float[] a, int aAt, float[] b, int bAt, float[] out, int outAt);
  }

  /** A kernel of one range. */
  interface Unary {
    void apply(int n, float[] a, int aAt, float[] out, int outAt);
  }

  /** A kernel of a range and a number. */
  interface WithNumber {
    void apply(int n, float[] a, int aAt, float number, float[] out, int outAt);
  }

  private Elementwise() {}

  static Tensor binary(String operation, Tensor a, Tensor b, Binary kernel) {
    Shape shape = a.shape().broadcast(operation, b.shape());
    Tensor left = expand(a, shape);
    Tensor right = expand(b, shape);
    float[] out = new float[shape.size()];
    kernel.apply(out.length, left.array(), left.offset(), right.array(), right.offset(), out, 0);
    return Tensor.wrap(out, 0, shape);
  }

  static Tensor unary(Tensor a, Unary kernel) {
    float[] out = new float[a.size()];
    kernel.apply(out.length, a.array(), a.offset(), out, 0);
    return Tensor.wrap(out, 0, a.shape());
  }

  static Tensor scalar(Tensor a, float number, WithNumber kernel) {
    float[] out = new float[a.size()];
    kernel.apply(out.length, a.array(), a.offset(), number, out, 0);
    return Tensor.wrap(out, 0, a.shape());
  }

  private static Tensor expand(Tensor a, Shape shape) {
    return a.shape().equals(shape) ? a : Rearrangement.expand(a, shape);
  }
}
