package dev.bellman.envs.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellman.autograd.io.SafeTensor;
import dev.bellman.autograd.io.Safetensors;
import dev.bellman.core.experience.Dataset;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetFileTest {
  @TempDir private Path folder;

  static void assertEqual(Dataset read, Dataset written) {
    assertThat(read.episodes()).isEqualTo(written.episodes());
    for (int e = 0; e <= read.episodes(); e++) {
      assertThat(read.start(e)).isEqualTo(written.start(e));
    }
    assertThat(read.observations()).isEqualTo(written.observations());
    assertThat(read.actions()).isEqualTo(written.actions());
    assertThat(read.rewards()).isEqualTo(written.rewards());
    assertThat(read.terminated()).isEqualTo(written.terminated());
    assertThat(read.truncated()).isEqualTo(written.truncated());
  }

  private Path written() {
    Path file = folder.resolve("new/folder/small.safetensors");
    DatasetFile.write(Small.boxes(), file);
    return file;
  }

  private static void assertRefused(Path file, String sentence) {
    assertThatThrownBy(() -> DatasetFile.read(file))
        .isInstanceOf(DatasetException.class)
        .hasMessageStartingWith(file + ": ")
        .hasMessageContaining(sentence)
        .message()
        .hasLineCount(1);
  }

  @Test
  void ourOwnFormatKeepsEverything() {
    Dataset read = DatasetFile.read(written());
    assertEqual(read, Small.boxes());
    assertThat(read.origin()).isEqualTo(Small.boxes().origin());
    Path numbers = folder.resolve("numbers.safetensors");
    DatasetFile.write(Small.numbers(), numbers);
    assertEqual(DatasetFile.read(numbers), Small.numbers());
    assertThat(DatasetFile.read(numbers).origin()).isEqualTo(Small.numbers().origin());
  }

  @Test
  void aMillionStepsAreReadInLessThanTwoSeconds() {
    Path file = folder.resolve("large.safetensors");
    DatasetFile.write(Small.large(1000, 1000), file);
    DatasetFile.read(written());
    long start = System.nanoTime();
    Dataset read = DatasetFile.read(file);
    assertThat((System.nanoTime() - start) * 1e-9).isLessThan(2);
    assertThat(read.steps()).isEqualTo(1_000_000);
  }

  @Test
  void aFileThatIsNoDatasetIsNamed() throws IOException {
    Path file = folder.resolve("notes.txt");
    Files.writeString(file, "no dataset at all");
    assertRefused(file, "neither a safetensors file nor HDF5");
    Files.writeString(file, "");
    assertRefused(file, "neither");
    assertRefused(folder, "no regular file");
    Path arrays = folder.resolve("weights.safetensors");
    Safetensors.write(arrays, Map.of("w", SafeTensor.of("w", new float[1], 1)).values(), Map.of());
    assertRefused(arrays, "no dataset: its metadata has no format");
    Path missing = folder.resolve("nowhere.safetensors");
    assertThatThrownBy(() -> DatasetFile.read(missing))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("nowhere");
  }

  @Test
  void aShortenedFileIsRefused() throws IOException {
    Path file = written();
    byte[] bytes = Files.readAllBytes(file);
    for (int length : new int[] {4, 9, 100, bytes.length - 1}) {
      Files.write(file, Arrays.copyOf(bytes, length));
      assertThatThrownBy(() -> DatasetFile.read(file))
          .isInstanceOf(DatasetException.class)
          .hasMessageContaining(file.toString());
    }
  }

  @Test
  void whatIsMissingOrWrongIsNamed() throws IOException {
    Path file = written();
    Safetensors whole = Safetensors.read(file);
    Map<String, SafeTensor> arrays = new LinkedHashMap<>(whole.tensors());
    Map<String, String> about = new HashMap<>(whole.metadata());

    assertRefused(without(file, arrays, about, "rewards"), "has no array rewards");
    about.put("version", "2");
    Safetensors.write(file, arrays.values(), about);
    assertRefused(file, "version 2, but only 1 is known");
    about.put("version", "1");

    about.remove("actionSpace");
    Safetensors.write(file, arrays.values(), about);
    assertRefused(file, "no actionSpace in its metadata");
    about.put("actionSpace", "{\"type\":\"Dict\",\"subspaces\":{}}");
    Safetensors.write(file, arrays.values(), about);
    assertRefused(file, "must be Box, Discrete or MultiDiscrete, but is 'Dict'");
    about.put("actionSpace", SpaceJson.write(Small.ACTIONS));

    assertRefused(with(file, arrays, about, "rewards", 6, 1), "rewards must be F32 of rank 1");
    assertRefused(with(file, arrays, about, "actions", 3, 2), "actions has rows of 2");
    assertRefused(with(file, arrays, about, "rewards", 5), "rewards has 5 numbers");
    float[] observations = whole.get("observations").floats();
    observations[3] = Float.NaN;
    arrays.put("observations", SafeTensor.of("observations", observations, 9, 2));
    Safetensors.write(file, arrays.values(), about);
    assertRefused(file, "the observation at step 1 of episode 0 is NaN");
  }

  private static Path without(
      Path file, Map<String, SafeTensor> arrays, Map<String, String> about, String name)
      throws IOException {
    Map<String, SafeTensor> others = new LinkedHashMap<>(arrays);
    others.remove(name);
    Safetensors.write(file, others.values(), about);
    return file;
  }

  private static Path with(
      Path file,
      Map<String, SafeTensor> arrays,
      Map<String, String> about,
      String name,
      long... shape)
      throws IOException {
    Map<String, SafeTensor> others = new LinkedHashMap<>(arrays);
    int size = (int) Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    others.put(name, SafeTensor.of(name, new float[size], shape));
    Safetensors.write(file, others.values(), about);
    return file;
  }

  @Test
  void anUnknownEndOfTheNameIsRefused() {
    Path file = folder.resolve("small.csv");
    assertThatThrownBy(() -> DatasetFile.write(Small.boxes(), file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(".safetensors, .hdf5 or .h5");
    assertThat(file).doesNotExist();
  }

  @Test
  void theSameDatasetGivesTheSameBytes() throws IOException {
    byte[] first = Files.readAllBytes(written());
    assertThat(Files.readAllBytes(written())).isEqualTo(first);
    String header = new String(first, 8, 400, StandardCharsets.UTF_8);
    assertThat(header).contains("\\\"low\\\":[-Infinity,-Infinity]");
  }
}
