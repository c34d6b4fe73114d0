package dev.bellman.bench.run;

import dev.bellman.bench.config.UsageException;
import dev.bellman.core.checkpoint.CheckpointException;
import dev.bellman.core.checkpoint.StateReader;
import dev.bellman.core.checkpoint.StateWriter;
import dev.bellman.core.training.Training;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Array;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** PLACEHOLDER until core.checkpoint.Checkpoint is there. */
public final class Checkpoints {
  private Checkpoints() {}

  static void save(Path folder, Training training) {
    Tree tree = new Tree(new TreeMap<>(), "");
    training.save(tree);
    tree.put("machine", Machine.current().lanes());
    try {
      Files.createDirectories(folder);
      Path part = folder.resolve("state.part");
      try (ObjectOutputStream out = new ObjectOutputStream(Files.newOutputStream(part))) {
        out.writeObject(tree.entries());
      }
      Files.move(part, folder.resolve("state.bin"), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static boolean load(Path folder, Training training) {
    if (!Files.exists(folder.resolve("state.bin"))) {
      return false;
    }
    Tree tree = read(folder);
    if (tree.getLong("machine") != Machine.current().lanes()) {
      throw new UsageException("The checkpoint has other kernels: use -Dbellman.kernels");
    }
    training.load(tree);
    return true;
  }

  /** The first difference between two runs. */
  public static Optional<String> difference(Path left, Path right) {
    Tree a = read(RunFolder.existing(left).checkpoint());
    Tree b = read(RunFolder.existing(right).checkpoint());
    for (String name : a.entries().keySet()) {
      Object x = a.entries().get(name);
      Object y = b.entries().get(name);
      for (int i = 0; i < Array.getLength(x); i++) {
        if (!Array.get(x, i).equals(Array.get(y, i))) {
          return Optional.of(
              name + "[" + i + "] is " + Array.get(x, i) + " and " + Array.get(y, i));
        }
      }
    }
    return Optional.empty();
  }

  private static Tree read(Path folder) {
    try (ObjectInputStream in =
        new ObjectInputStream(Files.newInputStream(folder.resolve("state.bin")))) {
      @SuppressWarnings("unchecked")
      Map<String, Object> entries = (Map<String, Object>) in.readObject();
      return new Tree(entries, "");
    } catch (IOException | ClassNotFoundException e) {
      throw new CheckpointException("cannot read " + folder, e);
    }
  }

  private record Tree(Map<String, Object> entries, String prefix)
      implements StateWriter, StateReader {
    @Override
    public Tree scope(String name) {
      return new Tree(entries, prefix + name + ".");
    }

    @Override
    public void put(String name, float... values) {
      entries.put(prefix + name, values.clone());
    }

    @Override
    public void put(String name, double... values) {
      entries.put(prefix + name, values.clone());
    }

    @Override
    public void put(String name, long... values) {
      entries.put(prefix + name, values.clone());
    }

    @Override
    public void get(String name, float[] out) {
      copy(name, out);
    }

    @Override
    public void get(String name, double[] out) {
      copy(name, out);
    }

    @Override
    public void get(String name, long[] out) {
      copy(name, out);
    }

    @Override
    public int length(String name) {
      return Array.getLength(entries.get(prefix + name));
    }

    private void copy(String name, Object out) {
      Object values = entries.get(prefix + name);
      if (values == null) {
        throw new CheckpointException("There is no " + prefix + name);
      }
      System.arraycopy(values, 0, out, 0, Array.getLength(out));
    }
  }
}
