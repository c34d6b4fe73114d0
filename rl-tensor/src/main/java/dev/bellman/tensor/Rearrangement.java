package dev.bellman.tensor;

import java.util.Arrays;

/** Copies that move numbers without computing. */
final class Rearrangement {

  private Rearrangement() {}

  /** Repeats along the axes that broadcasting stretches. */
  static Tensor expand(Tensor a, Shape to) {
    Shape from = a.shape();
    Tensor expanded = Tensor.zeros(to.lengths());
    float[] out = expanded.array();
    int rank = to.rank();
    int[] strides = new int[rank];
    for (int axis = rank - from.rank(), own = 0; axis < rank; axis++, own++) {
      strides[axis] = from.length(own) == 1 ? 0 : from.after(own);
    }
    int last = rank == 0 ? 1 : to.length(-1);
    boolean run = rank > 0 && strides[rank - 1] == 1;
    int[] index = new int[rank];
    for (int outAt = 0; outAt < out.length; outAt += last) {
      int at = a.offset();
      for (int axis = 0; axis < rank - 1; axis++) {
        at += index[axis] * strides[axis];
      }
      if (run) {
        System.arraycopy(a.array(), at, out, outAt, last);
      } else {
        Arrays.fill(out, outAt, outAt + last, a.array()[at]);
      }
      for (int axis = rank - 2; axis >= 0 && ++index[axis] == to.length(axis); axis--) {
        index[axis] = 0;
      }
    }
    return expanded;
  }

  static Tensor slice(Tensor a, int axis, int from, int to) {
    Shape shape = a.shape();
    int length = shape.length(axis);
    Tensor.require(
        0 <= from && from <= to && to <= length,
        "slice: %s to %s is not a part of axis %s of the shape %s.",
        from,
        to,
        axis,
        shape);
    Tensor part = Tensor.zeros(shape.with(axis, to - from).lengths());
    int after = shape.after(axis);
    int kept = (to - from) * after;
    for (int i = 0; i < shape.before(axis); i++) {
      int at = a.offset() + (i * length + from) * after;
      System.arraycopy(a.array(), at, part.array(), i * kept, kept);
    }
    return part;
  }

  static Tensor gather(Tensor a, int axis, int... indices) {
    Shape shape = a.shape();
    int length = shape.length(axis);
    Tensor chosen = Tensor.zeros(shape.with(axis, indices.length).lengths());
    int after = shape.after(axis);
    int to = 0;
    for (int i = 0; i < shape.before(axis); i++) {
      for (int index : indices) {
        Tensor.require(
            0 <= index && index < length,
            "gather: index %s is not in axis %s of the shape %s.",
            index,
            axis,
            shape);
        int at = a.offset() + (i * length + index) * after;
        System.arraycopy(a.array(), at, chosen.array(), to, after);
        to += after;
      }
    }
    return chosen;
  }

  static Tensor concat(int axis, Tensor... parts) {
    Tensor.require(parts.length > 0, "concat: there is nothing to put together.");
    Shape first = parts[0].shape();
    int along = first.axis(axis);
    int length = 0;
    for (Tensor part : parts) {
      Shape shape = part.shape();
      Tensor.require(
          shape.rank() == first.rank() && shape.without(along).equals(first.without(along)),
          "concat: shapes %s and %s differ outside axis %s.",
          first,
          shape,
          along);
      length += shape.length(along);
    }
    Tensor whole = Tensor.zeros(first.with(along, length).lengths());
    int after = first.after(along);
    int at = 0;
    for (Tensor part : parts) {
      int run = part.shape().length(along) * after;
      for (int i = 0; i < first.before(along); i++) {
        int to = i * length * after + at;
        System.arraycopy(part.array(), part.offset() + i * run, whole.array(), to, run);
      }
      at += run;
    }
    return whole;
  }

  static Tensor transpose(Tensor a) {
    Shape shape = a.shape();
    Tensor.require(shape.rank() == 2, "transpose: the shape %s is not that of a matrix.", shape);
    int rows = shape.length(0);
    int columns = shape.length(1);
    Tensor transposed = Tensor.zeros(columns, rows);
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        transposed.array()[j * rows + i] = a.array()[a.offset() + i * columns + j];
      }
    }
    return transposed;
  }
}
