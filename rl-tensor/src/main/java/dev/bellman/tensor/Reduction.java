package dev.bellman.tensor;

import dev.bellman.tensor.kernel.Kernels;

/**
 * Reductions along an axis: for each position before it, a matrix of its length and what follows.
 */
final class Reduction {

  private static final Kernels KERNELS = Kernels.active();

  /** A kernel that works row by row. */
  interface Rows {
    void apply(int m, int n, float[] a, int aAt, int lda, float[] out, int outAt, int ldout);
  }

  private Reduction() {}

  static Tensor sum(Tensor a, int axis) {
    int length = a.shape().length(axis);
    int after = a.shape().after(axis);
    Tensor sums = Tensor.zeros(a.shape().without(axis).lengths());
    float[] out = sums.array();
    if (after == 1) {
      KERNELS.sumColumns(out.length, length, a.array(), a.offset(), length, out, 0);
      return sums;
    }
    int from = a.offset();
    for (int at = 0; at < out.length; at += after) {
      KERNELS.sumRows(length, after, a.array(), from, after, out, at);
      from += length * after;
    }
    return sums;
  }

  static Tensor max(Tensor a, int axis) {
    int length = a.shape().length(axis);
    Tensor.require(length > 0, "max: axis %s of the shape %s is empty.", axis, a.shape());
    int after = a.shape().after(axis);
    Tensor largest = a.slice(axis, 0, 1).reshape(a.shape().without(axis).lengths());
    float[] out = largest.array();
    int from = a.offset();
    for (int at = 0; at < out.length; at += after) {
      for (int i = 1; i < length; i++) {
        KERNELS.maximum(after, out, at, a.array(), from + i * after, out, at);
      }
      from += length * after;
    }
    return largest;
  }

  static Tensor argMax(Tensor a) {
    int length = lastLength("argMax", a);
    Tensor indices = Tensor.zeros(a.shape().without(-1).lengths());
    KERNELS.argMax(indices.size(), length, a.array(), a.offset(), length, indices.array(), 0);
    return indices;
  }

  static Tensor rows(String operation, Tensor a, Rows kernel) {
    int length = lastLength(operation, a);
    Tensor result = Tensor.zeros(a.shape().lengths());
    int rows = a.size() / length;
    kernel.apply(rows, length, a.array(), a.offset(), length, result.array(), 0, length);
    return result;
  }

  private static int lastLength(String operation, Tensor a) {
    Tensor.require(
        a.shape().rank() > 0 && a.shape().length(-1) > 0,
        "%s: the last axis of the shape %s is empty.",
        operation,
        a.shape());
    return a.shape().length(-1);
  }
}
