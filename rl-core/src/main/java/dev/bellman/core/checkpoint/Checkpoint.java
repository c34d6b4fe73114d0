package dev.bellman.core.checkpoint;

import dev.bellman.autograd.io.SafeTensor;
import dev.bellman.autograd.io.Safetensors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/**
 * Everything a training's future depends on, in a folder.
 *
 * <pre>{@code
 * manifest.json                        which of the files below count, their sizes and SHA-256
 * state-000000012800.safetensors       all of the state, as flat arrays by dotted names
 * parameters-000000012800.safetensors  weights for people, as PyTorch lays them: [out, in]
 * }</pre>
 *
 * <p>New files are written beside the old ones, forced to the disk and renamed; the manifest is
 * renamed last, and only then the old files go. So a kill at any moment leaves the old checkpoint
 * or the new one, and at most some files that the next {@link #write} or {@link #resume} removes. A
 * checkpoint holds no time, path or host: equal states give equal bytes. One process at a time may
 * write into a folder, others may read meanwhile.
 *
 * <p>What is read is checked first, so that a damaged checkpoint is a {@link CheckpointException}
 * and never a wrong number. Files are mapped, not loaded: reading allocates in proportion to their
 * headers alone.
 */
public final class Checkpoint {
  private final Path folder;
  private final Manifest manifest;
  private final Safetensors state;
  private final Safetensors weights;

  private Checkpoint(Path folder, Manifest manifest, Safetensors state, Safetensors weights) {
    this.folder = folder;
    this.manifest = manifest;
    this.state = state;
    this.weights = weights;
  }

  /** Whether there is a checkpoint in this folder, be it readable or not. */
  public static boolean exists(Path folder) {
    return Files.exists(folder.resolve(Manifest.FILE));
  }

  /**
   * Replaces the checkpoint in this folder.
   *
   * @param step how far the training is, ≥ 0
   * @param about what the reader should know: kernels, lanes, algorithm, environment …
   * @param whole everything; saved several times, never copied
   * @param weights the networks for people, of shape [out, in]; not read when resuming
   * @throws IllegalArgumentException if the step is negative, or a name is given twice or cannot be
   *     written; the old checkpoint then stays
   * @throws CheckpointException if it cannot be written; the old checkpoint then stays
   */
  public static void write(
      Path folder,
      long step,
      Map<String, String> about,
      Stateful whole,
      Collection<SafeTensor> weights) {
    write(folder, step, about, whole, weights, done -> {});
  }

  static void write(
      Path folder,
      long step,
      Map<String, String> about,
      Stateful whole,
      Collection<SafeTensor> weights,
      CheckpointFolder.Steps steps) {
    if (step < 0) {
      throw new IllegalArgumentException("Checkpoint: step must be ≥ 0, but is " + step);
    }
    Manifest.checkWritable(about);
    try {
      new CheckpointFolder(folder, steps).write(step, about, whole, weights);
    } catch (IOException | DirectoryIteratorException | UncheckedIOException failure) {
      throw new CheckpointException(folder + ": cannot be written: " + failure, failure);
    }
  }

  /**
   * Reads the checkpoint of this folder and checks all of it; changes nothing, so that it may be
   * read while a training goes on.
   *
   * @throws CheckpointException if there is none, or it is not exactly as it was written
   */
  public static Checkpoint read(Path folder) {
    return read(folder, Manifest.read(folder));
  }

  static Checkpoint read(Path folder, Manifest manifest) {
    CheckpointFolder files = new CheckpointFolder(folder, done -> {});
    while (true) {
      try {
        Safetensors state = files.open(manifest.state());
        return new Checkpoint(folder, manifest, state, files.open(manifest.parameters()));
      } catch (NoSuchFileException gone) {
        // A training may have replaced the checkpoint since its manifest was read.
        Manifest now = Manifest.read(folder);
        if (now.equals(manifest)) {
          throw new CheckpointException(gone.getFile() + ": is missing", gone);
        }
        manifest = now;
      } catch (IOException failure) {
        throw new CheckpointException(folder + ": cannot be read: " + failure, failure);
      }
    }
  }

  /**
   * Reads the checkpoint of this folder and removes what a kill left beside it: for whoever goes on
   * writing there.
   *
   * @throws CheckpointException if there is none, or it is not exactly as it was written
   */
  public static Checkpoint resume(Path folder) {
    Checkpoint checkpoint = read(folder);
    try {
      new CheckpointFolder(folder, done -> {}).removeOrphans(Optional.of(checkpoint.manifest));
    } catch (IOException | DirectoryIteratorException failure) {
      throw new CheckpointException(folder + ": cannot be cleaned: " + failure, failure);
    }
    return checkpoint;
  }

  /** How far the training was. */
  public long step() {
    return manifest.step();
  }

  /** What the writer had to say, sorted. */
  public Map<String, String> about() {
    return manifest.about();
  }

  /**
   * Restores everything.
   *
   * @throws CheckpointException if an entry is missing, is left over, or has another type or size
   */
  public void restore(Stateful whole) {
    reader().restore(whole);
  }

  /** The state, for whoever needs a part of it: a policy and its normaliser, say. */
  public StateReader state() {
    return reader();
  }

  private TensorReader reader() {
    return new TensorReader(stateFile().toString(), state.tensors());
  }

  /** The arrays of the state by their dotted names, in the order of the file. */
  public Map<String, SafeTensor> arrays() {
    return state.tensors();
  }

  /** The networks by the names and in the shapes that the writer gave. */
  public Map<String, SafeTensor> weights() {
    return weights.tensors();
  }

  /** The file with the state. */
  public Path stateFile() {
    return folder.resolve(manifest.state().file());
  }

  /** The file with the weights. */
  public Path weightsFile() {
    return folder.resolve(manifest.parameters().file());
  }
}
