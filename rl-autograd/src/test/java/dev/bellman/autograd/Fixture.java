package dev.bellman.autograd;

import dev.bellman.autograd.io.SafeTensor;
import dev.bellman.autograd.io.Safetensors;
import dev.bellman.autograd.op.Matrix;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;

/** Matrices that fixtures.py wrote, by name. */
public final class Fixture {
  private final Safetensors arrays;

  private Fixture(Safetensors arrays) {
    this.arrays = arrays;
  }

  /** Reads {@code name.safetensors} beside fixtures.py. */
  public static Fixture read(String name) {
    String file = name + ".safetensors";
    try (InputStream in = Fixture.class.getResourceAsStream(file)) {
      return new Fixture(Safetensors.parse(MemorySegment.ofArray(in.readAllBytes()), file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The matrix of that name; a vector is one row. */
  public Matrix get(String name) {
    SafeTensor array = arrays.get(name);
    double[] values = array.doubles();
    long[] shape = array.shape();
    return shape.length == 1
        ? new Matrix(1, values.length, values)
        : new Matrix((int) shape[0], (int) shape[1], values);
  }

  /** The weight of that name, [in, out]; PyTorch lays it [out, in]. */
  public Matrix weight(String name) {
    Matrix theirs = get(name);
    Matrix ours = Matrix.zeros(theirs.columns(), theirs.rows());
    for (int i = 0; i < ours.rows(); i++) {
      for (int j = 0; j < ours.columns(); j++) {
        ours.set(i, j, theirs.get(j, i));
      }
    }
    return ours;
  }
}
