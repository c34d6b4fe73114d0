package dev.bellman.envs.dataset;

import dev.bellman.autograd.io.AtomicFile;
import dev.bellman.autograd.io.SafeTensor;
import dev.bellman.autograd.io.SafeTensor.Type;
import dev.bellman.autograd.io.Safetensors;
import dev.bellman.autograd.io.SafetensorsWriter;
import dev.bellman.autograd.io.SafetensorsWriter.Slot;
import dev.bellman.core.experience.Dataset;
import dev.bellman.core.space.Space;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Our own format: a safetensors file with the arrays of a {@link Dataset}, and where they come from
 * in its metadata.
 *
 * <pre>{@code
 * observations F32 [steps + episodes, n]   actions F32 [steps, m]   rewards F32 [steps]
 * terminated BOOL [steps]   truncated BOOL [steps]   starts I64 [episodes + 1]
 * }</pre>
 */
final class SafetensorsDataset {
  private static final String FORMAT = "bellman-dataset";
  private static final String VERSION = "1";

  private SafetensorsDataset() {}

  static void write(Dataset dataset, Path file) throws IOException {
    Dataset.Origin origin = dataset.origin();
    int steps = dataset.steps();
    int episodes = dataset.episodes();
    Map<String, String> about =
        Map.of(
            "format", FORMAT,
            "version", VERSION,
            "environment", origin.environment(),
            "observationSpace", SpaceJson.write(origin.observationSpace()),
            "actionSpace", SpaceJson.write(origin.actionSpace()),
            "behaviour", origin.behaviour());
    long[] starts = new long[episodes + 1];
    Arrays.setAll(starts, dataset::start);
    List<Slot> slots =
        List.of(
            Slot.of("starts", Type.I64, episodes + 1),
            Slot.of("observations", Type.F32, steps + episodes, dataset.observationSize()),
            Slot.of("actions", Type.F32, steps, dataset.actionSize()),
            Slot.of("rewards", Type.F32, steps),
            Slot.of("terminated", Type.BOOL, steps),
            Slot.of("truncated", Type.BOOL, steps));
    AtomicFile.write(
        file,
        out -> {
          SafetensorsWriter writer = new SafetensorsWriter(out, slots, about);
          writer.write("starts", starts);
          writer.write("observations", dataset.observations());
          writer.write("actions", dataset.actions());
          writer.write("rewards", dataset.rewards());
          writer.write(flags("terminated", dataset.terminated()));
          writer.write(flags("truncated", dataset.truncated()));
          writer.finish();
        });
  }

  private static SafeTensor flags(String name, boolean[] flags) {
    byte[] bytes = new byte[flags.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (flags[i] ? 1 : 0);
    }
    return SafeTensor.of(name, Type.BOOL, bytes, bytes.length);
  }

  static Dataset read(Path file) throws IOException {
    Safetensors arrays = Safetensors.read(file);
    Map<String, String> about = arrays.metadata();
    if (!FORMAT.equals(about.get("format"))) {
      throw new DatasetException(
          "is a safetensors file, but no dataset: its metadata has no format " + FORMAT);
    }
    if (!VERSION.equals(about.get("version"))) {
      throw new DatasetException(
          "is a dataset of version " + about.get("version") + ", but only 1 is known");
    }
    Space observations = SpaceJson.read(said(about, "observationSpace"));
    Space actions = SpaceJson.read(said(about, "actionSpace"));
    int[] starts = starts(array(arrays, "starts", Type.I64, 1));
    return new Dataset(
        new Dataset.Origin(
            said(about, "environment"), observations, actions, said(about, "behaviour")),
        starts,
        rows(arrays, "observations", observations.size()),
        rows(arrays, "actions", actions.size()),
        array(arrays, "rewards", Type.F32, 1).floats(),
        flags(array(arrays, "terminated", Type.BOOL, 1)),
        flags(array(arrays, "truncated", Type.BOOL, 1)));
  }

  private static String said(Map<String, String> about, String name) {
    String value = about.get(name);
    if (value == null) {
      throw new DatasetException("has no " + name + " in its metadata");
    }
    return value;
  }

  private static SafeTensor array(Safetensors arrays, String name, Type type, int rank) {
    SafeTensor array = arrays.tensors().get(name);
    if (array == null) {
      throw new DatasetException("has no array " + name);
    }
    if (array.type() != type || array.shape().length != rank) {
      throw new DatasetException(
          name
              + " must be "
              + type
              + " of rank "
              + rank
              + ", but is "
              + array.type()
              + Arrays.toString(array.shape()));
    }
    return array;
  }

  private static float[] rows(Safetensors arrays, String name, int columns) {
    SafeTensor array = array(arrays, name, Type.F32, 2);
    if (array.shape()[1] != columns) {
      throw new DatasetException(
          name + " has rows of " + array.shape()[1] + ", but those of its space have " + columns);
    }
    return array.floats();
  }

  private static int[] starts(SafeTensor array) {
    long[] numbers = array.longs();
    int[] starts = new int[numbers.length];
    for (int i = 0; i < starts.length; i++) {
      starts[i] = (int) numbers[i];
      if (starts[i] != numbers[i]) {
        throw new DatasetException("starts has " + numbers[i] + ", which is too large");
      }
    }
    return starts;
  }

  private static boolean[] flags(SafeTensor array) {
    ByteBuffer bytes = array.bytes();
    boolean[] flags = new boolean[bytes.remaining()];
    for (int i = 0; i < flags.length; i++) {
      flags[i] = bytes.get(i) != 0;
    }
    return flags;
  }
}
