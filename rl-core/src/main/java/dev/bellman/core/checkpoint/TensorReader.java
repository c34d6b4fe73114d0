package dev.bellman.core.checkpoint;

import dev.bellman.autograd.io.SafeTensor;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Reads state from named arrays and remembers which have been read. */
final class TensorReader implements StateReader {
  private final String source;
  private final Map<String, SafeTensor> tensors;
  private final String path;
  private final Set<String> read;

  /**
   * A reader of the root.
   *
   * @param source what a message calls the place that is read from
   */
  TensorReader(String source, Map<String, SafeTensor> tensors) {
    this(source, tensors, "", new HashSet<>());
  }

  private TensorReader(
      String source, Map<String, SafeTensor> tensors, String path, Set<String> read) {
    this.source = source;
    this.tensors = tensors;
    this.path = path;
    this.read = read;
  }

  /** Lets a part load itself and checks that it has read everything. */
  void restore(Stateful part) {
    part.load(this);
    for (String name : tensors.keySet()) {
      if (!read.contains(name)) {
        throw new CheckpointException(
            source + ": " + tensors.get(name) + " is not part of what is being restored");
      }
    }
  }

  @Override
  public TensorReader scope(String name) {
    return new TensorReader(source, tensors, ScopedWriter.join(path, name), read);
  }

  @Override
  public void get(String name, float[] out) {
    find(name, SafeTensor.Type.F32, out.length).copyTo(out);
  }

  @Override
  public void get(String name, double[] out) {
    find(name, SafeTensor.Type.F64, out.length).copyTo(out);
  }

  @Override
  public void get(String name, long[] out) {
    find(name, SafeTensor.Type.I64, out.length).copyTo(out);
  }

  @Override
  public int length(String name) {
    SafeTensor tensor = find(name);
    if (tensor.elements() > Integer.MAX_VALUE - 8) {
      throw new CheckpointException(source + ": " + tensor + " is longer than any array");
    }
    return (int) tensor.elements();
  }

  private SafeTensor find(String name) {
    String whole = ScopedWriter.join(path, name);
    SafeTensor tensor = tensors.get(whole);
    if (tensor == null) {
      throw new CheckpointException(source + ": there is no " + whole);
    }
    return tensor;
  }

  private SafeTensor find(String name, SafeTensor.Type type, int length) {
    SafeTensor tensor = find(name);
    if (tensor.type() != type || tensor.elements() != length) {
      throw new CheckpointException(
          source + ": " + tensor + " was expected to be " + type + "[" + length + "]");
    }
    read.add(tensor.name());
    return tensor;
  }
}
