package dev.bellman.envs.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In a JVM of its own, whose class path has no jhdf. */
class DatasetWithoutJhdfTest {
  @TempDir private Path folder;

  /** Writes, reads and says what became of it. */
  public static void main(String[] args) {
    Path file = Path.of(args[0]);
    DatasetFile.write(Small.boxes(), file.resolveSibling("small.safetensors"));
    int steps = DatasetFile.read(file.resolveSibling("small.safetensors")).steps();
    System.out.println(steps + " steps");
    try {
      DatasetFile.read(file);
    } catch (DatasetException e) {
      System.out.println(e.getMessage());
    }
    try {
      DatasetFile.write(Small.boxes(), file.resolveSibling("small.hdf5"));
    } catch (DatasetException e) {
      System.out.println(e.getMessage());
    }
  }

  @Test
  void oneSentenceSaysWhatToAdd() throws Exception {
    String classPath =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> !entry.contains("jhdf"))
            .collect(Collectors.joining(File.pathSeparator));
    Path file = Path.of(getClass().getResource("d4rl.hdf5").toURI());
    Path copy = folder.resolve("d4rl.hdf5");
    Files.copy(file, copy);
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classPath,
                getClass().getName(),
                copy.toString())
            .redirectErrorStream(true)
            .start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(out).isZero();
    String sentence =
        "HDF5 needs jhdf on the class path: add io.jhdf:jhdf:0.13.0 to your dependencies";
    assertThat(out.lines()).containsExactly("6 steps", copy + ": " + sentence, sentence);
    assertThat(folder.resolve("small.hdf5")).doesNotExist();
  }
}
