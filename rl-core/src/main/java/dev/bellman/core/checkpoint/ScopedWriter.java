package dev.bellman.core.checkpoint;

import dev.bellman.autograd.io.SafeTensor;

/** A tree of scopes over one flat sink of named arrays. */
record ScopedWriter(String path, Sink sink) implements StateWriter {

  /** Where arrays go, each with its whole path. */
  @FunctionalInterface
  interface Sink {

    /** Takes a {@code float[]}, {@code double[]} or {@code long[]}; does not keep it. */
    void put(String path, SafeTensor.Type type, Object array, int length);
  }

  /** A writer for the root. */
  ScopedWriter(Sink sink) {
    this("", sink);
  }

  /** The path of {@code name} in the scope {@code path}. */
  static String join(String path, String name) {
    if (name.isEmpty() || name.startsWith(".") || name.endsWith(".") || name.contains("..")) {
      throw new IllegalArgumentException(
          "state: \"" + name + "\" in scope \"" + path + "\" is no name");
    }
    return path.isEmpty() ? name : path + "." + name;
  }

  @Override
  public ScopedWriter scope(String name) {
    return new ScopedWriter(join(path, name), sink);
  }

  @Override
  public void put(String name, float... values) {
    sink.put(join(path, name), SafeTensor.Type.F32, values, values.length);
  }

  @Override
  public void put(String name, double... values) {
    sink.put(join(path, name), SafeTensor.Type.F64, values, values.length);
  }

  @Override
  public void put(String name, long... values) {
    sink.put(join(path, name), SafeTensor.Type.I64, values, values.length);
  }
}
