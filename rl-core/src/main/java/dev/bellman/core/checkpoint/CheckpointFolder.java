package dev.bellman.core.checkpoint;

import dev.bellman.autograd.io.AtomicFile;
import dev.bellman.autograd.io.SafeTensor;
import dev.bellman.autograd.io.Safetensors;
import dev.bellman.autograd.io.SafetensorsException;
import dev.bellman.autograd.io.SafetensorsWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The files of one checkpoint folder and the order in which they come and go. */
final class CheckpointFolder {
  private static final Pattern OURS =
      Pattern.compile(
          "(state|parameters)-[0-9]{12,19}(-2)?\\.safetensors(\\.tmp)?|manifest\\.json\\.tmp");

  private final Path folder;
  private final Steps steps;

  /** Told of each step of the protocol after it is done; a test stops the world there. */
  @FunctionalInterface
  interface Steps {
    void done(String step);
  }

  CheckpointFolder(Path folder, Steps steps) {
    this.folder = folder;
    this.steps = steps;
  }

  /** Data under names that the current manifest does not use, then the manifest, then the rest. */
  void write(long step, Map<String, String> about, Stateful whole, Collection<SafeTensor> weights)
      throws IOException {
    Files.createDirectories(folder);
    Optional<Manifest> previous;
    try {
      previous = Manifest.readIfPresent(folder);
      removeOrphans(previous);
    } catch (CheckpointException unreadable) {
      // Its files may still be of use to somebody, at least until there is something better.
      previous = Optional.empty();
    }
    steps.done("old orphans removed");
    Map<String, String> notes = Map.of("step", String.valueOf(step));
    Manifest.Part state = writePart("state", step, previous, out -> writeState(out, whole, notes));
    Manifest.Part parameters =
        writePart("parameters", step, previous, out -> writeWeights(out, weights, notes));
    Manifest manifest = new Manifest(step, state, parameters, new TreeMap<>(about));
    AtomicFile.write(
        folder.resolve(Manifest.FILE),
        out -> {
          byte[] bytes = manifest.bytes();
          out.write(bytes, 0, bytes.length / 2);
          out.flush();
          steps.done("manifest half written");
          out.write(bytes, bytes.length / 2, bytes.length - bytes.length / 2);
          out.flush();
          steps.done("manifest written");
        });
    steps.done("manifest renamed");
    removeOrphans(Optional.of(manifest));
  }

  private Manifest.Part writePart(
      String kind, long step, Optional<Manifest> previous, AtomicFile.Content content)
      throws IOException {
    Optional<Manifest.Part> old =
        previous.map(manifest -> kind.equals("state") ? manifest.state() : manifest.parameters());
    String first = Manifest.Part.name(kind, step, false);
    boolean taken = old.isPresent() && old.get().file().equals(first);
    Path file = folder.resolve(Manifest.Part.name(kind, step, taken));
    var digest = Sha256.digest();
    AtomicFile.write(
        file,
        out -> {
          content.writeTo(new DigestOutputStream(out, digest));
          out.flush();
          steps.done(kind + " written");
        });
    steps.done(kind + " renamed");
    String sha256 = HexFormat.of().formatHex(digest.digest());
    var part = new Manifest.Part(file.getFileName().toString(), Files.size(file), sha256);
    if (taken && old.get().sha256().equals(sha256) && old.get().bytes() == part.bytes()) {
      // Saving the same step twice changes no byte of the folder.
      Files.delete(file);
      return old.get();
    }
    return part;
  }

  private void writeState(OutputStream out, Stateful whole, Map<String, String> notes)
      throws IOException {
    List<SafetensorsWriter.Slot> slots = new ArrayList<>();
    whole.save(
        new ScopedWriter(
            (path, type, array, length) ->
                slots.add(SafetensorsWriter.Slot.of(path, type, length))));
    var writer = new SafetensorsWriter(out, slots, notes);
    steps.done("header of state written");
    try {
      // The file has its wide arrays first: one pass over the state for each width.
      for (int width : new int[] {Long.BYTES, Float.BYTES}) {
        whole.save(
            new ScopedWriter(
                (path, type, array, length) -> {
                  if (type.bytes() == width) {
                    write(writer, path, array);
                  }
                }));
      }
    } catch (UncheckedIOException failure) {
      throw failure.getCause();
    }
    writer.finish();
  }

  private static void write(SafetensorsWriter writer, String path, Object array) {
    try {
      switch (array) {
        case float[] floats -> writer.write(path, floats);
        case double[] doubles -> writer.write(path, doubles);
        case long[] longs -> writer.write(path, longs);
        default -> throw new AssertionError(array);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static void writeWeights(
      OutputStream out, Collection<SafeTensor> weights, Map<String, String> notes)
      throws IOException {
    Map<String, SafeTensor> byName = new LinkedHashMap<>();
    List<SafetensorsWriter.Slot> slots = new ArrayList<>();
    for (SafeTensor tensor : weights) {
      byName.put(tensor.name(), tensor);
      slots.add(SafetensorsWriter.Slot.of(tensor.name(), tensor.type(), tensor.shape()));
    }
    var writer = new SafetensorsWriter(out, slots, notes);
    for (SafetensorsWriter.Slot slot : writer.slots()) {
      writer.write(byName.get(slot.name()));
    }
    writer.finish();
  }

  /**
   * Maps a file with data and checks it; what is handed out is what was checked.
   *
   * @throws IOException if it cannot be opened
   */
  Safetensors open(Manifest.Part part) throws IOException {
    Path file = folder.resolve(part.file());
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new CheckpointException(file + ": is not a regular file");
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long bytes = channel.size();
      if (bytes != part.bytes()) {
        throw new CheckpointException(
            file + ": has " + bytes + " bytes, but the manifest says " + part.bytes());
      }
      MemorySegment mapped = channel.map(FileChannel.MapMode.READ_ONLY, 0, bytes, Arena.ofAuto());
      if (!Sha256.of(mapped).equals(part.sha256())) {
        throw new CheckpointException(file + ": was altered after it was written (its SHA-256)");
      }
      return Safetensors.parse(mapped, file.toString());
    } catch (SafetensorsException invalid) {
      throw new CheckpointException(invalid.getMessage(), invalid);
    }
  }

  /** Removes the files that a checkpoint wrote and the current manifest does not name. */
  void removeOrphans(Optional<Manifest> current) throws IOException {
    List<String> kept = current.map(Manifest::files).orElse(List.of());
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        String name = file.getFileName().toString();
        if (OURS.matcher(name).matches() && !kept.contains(name)) {
          try {
            Files.delete(file);
          } catch (IOException inUse) {
            // Some systems keep a mapped file; it is no part of the checkpoint and goes next time.
            continue;
          }
          steps.done(name + " removed");
        }
      }
    }
  }
}
