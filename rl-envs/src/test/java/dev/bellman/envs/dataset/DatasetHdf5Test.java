package dev.bellman.envs.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellman.core.experience.Dataset;
import dev.bellman.core.experience.DatasetBuilder;
import dev.bellman.core.space.Box;
import dev.bellman.core.space.Discrete;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files in the resources are h5py's, made by the script beside them. */
class DatasetHdf5Test {
  private static final float INFINITY = Float.POSITIVE_INFINITY;

  @TempDir private Path folder;

  private static Path resource(String name) {
    try {
      return Path.of(DatasetHdf5Test.class.getResource(name).toURI());
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  /** Whether all observations are as the script counts them. */
  private static void assertCounted(Dataset dataset, int... numbers) {
    float[] expected = new float[dataset.episodes() + dataset.steps()];
    int at = 0;
    for (int e = 0; e < dataset.episodes(); e++) {
      for (int t = 0; t <= dataset.length(e); t++) {
        expected[at++] = 10 * numbers[e] + t;
      }
    }
    for (int i = 0; i < expected.length; i++) {
      assertThat(dataset.observations()[2 * i]).isEqualTo(expected[i]);
      assertThat(dataset.observations()[2 * i + 1]).isEqualTo(-expected[i]);
    }
  }

  private static int[] lengths(Dataset dataset) {
    int[] lengths = new int[dataset.episodes()];
    Arrays.setAll(lengths, dataset::length);
    return lengths;
  }

  @Test
  void stepsOfD4rlWhoseEndIsNotToldAreLeftOut() {
    Dataset read = DatasetFile.read(resource("d4rl.hdf5"));
    // 3 that terminated, 4 − 1 and 2 − 1 that did not; of the single one nothing is left
    assertThat(lengths(read)).containsExactly(3, 3, 1);
    assertThat(read.observations())
        .containsExactly(
            0, 0, 1, -1, 2, -2, 2, -2, // the last stands in for what nobody looks at
            10, -10, 11, -11, 12, -12, 13, -13, //
            30, -30, 31, -31);
    assertThat(read.actions()).containsExactly(0, 0.1f, 0.2f, 0, 0.1f, 0.2f, 0);
    assertThat(read.rewards()).containsExactly(0, 1, 2, 0, 1, 2, 0);
    assertThat(read.terminated()).containsExactly(false, false, true, false, false, false, false);
    assertThat(read.truncated()).containsOnly(false);
    assertThat(read.origin().environment()).isEqualTo("unknown");
    assertThat(read.origin().behaviour()).isEqualTo("d4rl.hdf5");
    assertThat(read.origin().observationSpace()).isEqualTo(Box.uniform(2, -INFINITY, INFINITY));
    assertThat(read.origin().actionSpace()).isEqualTo(Box.uniform(1, -1, 1));
  }

  @Test
  void nextObservationsOfD4rlAreUsedAndWholeActionsAreDiscrete() {
    Dataset read = DatasetFile.read(resource("d4rl-next.hdf5"));
    assertThat(lengths(read)).containsExactly(3, 4, 1, 2);
    assertCounted(read, 0, 1, 2, 3);
    assertThat(read.origin().actionSpace()).isEqualTo(new Discrete(3));
    assertThat(read.actions()).containsExactly(0, 1, 2, 0, 1, 2, 0, 0, 0, 1);
    assertThat(DatasetStatistics.of(read).terminated()).isEqualTo(1);
    assertThat(DatasetStatistics.of(read).truncated()).isEqualTo(2);
    assertThat(DatasetStatistics.of(read).cut()).isEqualTo(1);
  }

  /** What it says of the next row would be a transition that nobody saw. */
  @Test
  void anEpisodeOfD4rlIsCutWhereTheNextRowIsNotWhereItLed() {
    float almost = Math.nextUp(12f);
    Path file =
        file(
            f -> {
              f.floats("observations", new float[] {10, 11, 20, 21, 12, 13}, 0, 6);
              f.floats("next_observations", new float[] {11, 12, 21, almost, 13, 14}, 0, 6);
              f.floats("actions", new float[] {0, .1f, .2f, .3f, .4f, .5f}, 0, 6);
              f.floats("rewards", new float[] {0, 1, 2, 3, 4, 5}, 0, 6);
              f.flags("terminals", new boolean[6], 0, 6);
              f.flags("timeouts", new boolean[] {false, false, false, false, false, true}, 0, 6);
            });

    Dataset read = DatasetFile.read(file);

    assertThat(lengths(read)).containsExactly(2, 2, 2);
    assertThat(read.observations()).containsExactly(10, 11, 12, 20, 21, almost, 12, 13, 14);
    assertThat(read.actions()).containsExactly(0, .1f, .2f, .3f, .4f, .5f);
    assertThat(read.rewards()).containsExactly(0, 1, 2, 3, 4, 5);
    assertThat(read.terminated()).containsOnly(false);
    assertThat(read.truncated()).containsExactly(false, false, false, false, false, true);
  }

  /** A terminal one is nowhere else. */
  @Test
  void nextObservationsOfD4rlCountAmongItsNumbers() {
    var builder =
        new DatasetBuilder(
            new Dataset.Origin("Numbers-v0", new Discrete(5), new Discrete(3), "by hand"));
    builder.begin(new float[] {1});
    builder.step(new float[] {2}, 0, true, false, new float[] {4});
    Path file = folder.resolve("numbers.hdf5");
    DatasetFile.writeD4rl(builder.build(), file);
    assertThat(DatasetFile.read(file).origin().observationSpace()).isEqualTo(new Discrete(5));
  }

  @Test
  void theCallerKnowsTheSpacesOfD4rl() {
    Box wide = Box.uniform(1, -3, 3);
    Box seen = Box.uniform(2, -100, 100);
    Dataset read = DatasetFile.read(resource("d4rl.hdf5"), "Counting-v0", seen, wide);
    assertThat(read.origin()).isEqualTo(new Dataset.Origin("Counting-v0", seen, wide, "d4rl.hdf5"));
    assertThatThrownBy(
            () -> DatasetFile.read(resource("d4rl.hdf5"), "C", seen, Box.uniform(1, 0, 0.1f)))
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining("the action at step 2 of episode 0 is [0.2], which is not in");
  }

  @Test
  void episodesOfMinariAreReadWithTheMetadataBesideThem() {
    Dataset read = DatasetFile.read(resource("minari/main_data.hdf5"));
    assertThat(lengths(read)).containsExactly(3, 4, 1);
    assertCounted(read, 0, 1, 2);
    assertThat(read.actions()).containsExactly(0, 0.1f, 0.2f, 0, 0.1f, 0.2f, 0.3f, 0);
    assertThat(read.rewards()).containsExactly(0, 1, 2, 0, 1, 2, 3, 0);
    assertThat(read.terminated()[2]).isTrue();
    assertThat(read.truncated()[6]).isTrue();
    assertThat(DatasetStatistics.of(read).cut()).isEqualTo(1);
    assertThat(read.origin())
        .isEqualTo(
            new Dataset.Origin(
                "Counting-v0", Box.uniform(2, -INFINITY, INFINITY), Box.uniform(1, -1, 1), "SAC"));
  }

  @Test
  void orWithTheAttributesOfTheFile() {
    Dataset read = DatasetFile.read(resource("minari-attributes.hdf5"));
    assertCounted(read, 0, 1, 2);
    assertThat(read.origin().actionSpace()).isEqualTo(new Discrete(3));
    assertThat(read.origin().environment()).isEqualTo("Counting-v0");
    assertThat(read.origin().behaviour()).isEqualTo("counting-random-v0");
  }

  @Test
  void minariKeepsEverything() {
    for (Dataset written : new Dataset[] {Small.boxes(), Small.numbers()}) {
      Path file = folder.resolve("new/data.hdf5");
      DatasetFile.write(written, file);
      Dataset read = DatasetFile.read(file);
      DatasetFileTest.assertEqual(read, written);
      assertThat(read.origin()).isEqualTo(written.origin());
    }
  }

  @Test
  void aMainFileGetsItsMetadata() throws IOException {
    DatasetFile.write(Small.boxes(), folder.resolve("main_data.hdf5"));
    assertThat(Files.readString(folder.resolve("metadata.json")))
        .startsWith(
            "{\"total_episodes\":3,\"total_steps\":6,\"dataset_id\":\"Small-v0/bellman-v0\"")
        .contains("\"data_format\":\"hdf5\"");
    try (var files = Files.list(folder)) {
      assertThat(files).hasSize(2);
    }
  }

  @Test
  void d4rlKeepsAllButTheOriginAndWhatIsCut() {
    Path file = folder.resolve("flat.h5");
    DatasetFile.writeD4rl(Small.boxes(), file);
    Dataset read = DatasetFile.read(file);
    assertThat(read.observations()).isEqualTo(Small.boxes().observations());
    assertThat(read.actions()).isEqualTo(Small.boxes().actions());
    assertThat(read.rewards()).isEqualTo(Small.boxes().rewards());
    assertThat(read.terminated()).isEqualTo(Small.boxes().terminated());
    assertThat(DatasetStatistics.of(read).truncated()).isEqualTo(2);
    assertThatThrownBy(() -> DatasetFile.writeD4rl(Small.boxes(), folder.resolve("a.safetensors")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aMillionStepsAreReadInLessThanTenSeconds() {
    Path flat = folder.resolve("flat.hdf5");
    DatasetFile.writeD4rl(Small.large(1000, 1000), flat);
    assertThat(seconds(flat, 1_000_000)).isLessThan(10);
  }

  @Test
  void soAreThoseOfAThousandEpisodes() {
    Path episodes = folder.resolve("episodes.hdf5");
    DatasetFile.write(Small.large(1000, 1000), episodes);
    assertThat(seconds(episodes, 1_000_000)).isLessThan(10);
  }

  private static double seconds(Path file, int steps) {
    long start = System.nanoTime();
    Dataset read = DatasetFile.read(file);
    double seconds = (System.nanoTime() - start) * 1e-9;
    assertThat(read.steps()).isEqualTo(steps);
    return seconds;
  }

  @Test
  void whatIsMissingOrWrongIsNamed() {
    assertRefused(resource("nested.hdf5"), "episode_0/observations is a group of arrays");
    assertRefused(file(f -> f.floats("x", new float[2], 0, 2)), "HDF5, but no dataset");
    assertRefused(file(f -> flat(f, 3, 3, 0, "timeouts")), "has no timeouts");
    assertRefused(
        file(f -> flat(f, 3, 2, 0, "")), "actions has 2 rows of 1, but there should be 3");
    assertRefused(
        file(f -> flat(f, 3, 3, Float.NaN, "")), "the reward at step 1 of episode 0 is NaN");
    assertRefused(
        file(
            f -> {
              flat(f, 3, 3, 0, "rewards");
              f.floats("rewards", new float[6], 0, 3, 2);
            }),
        "rewards has 3 rows of 2");
    assertRefused(
        file(
            f -> {
              flat(f, 3, 3, 0, "rewards");
              f.attribute("rewards", 3);
            }),
        "has no rewards");
    assertRefused(file(f -> flat(f, 1, 1, 0, "")), "at least one episode");
  }

  private static void flat(Hdf5.Writer file, int steps, int actions, float reward, String without) {
    float[] rewards = new float[steps];
    rewards[steps / 2] = reward;
    file.floats("observations", new float[2 * steps], 0, steps, 2);
    file.floats("actions", new float[actions], 0, actions, 1);
    if (!without.equals("rewards")) {
      file.floats("rewards", rewards, 0, steps);
    }
    file.flags("terminals", new boolean[steps], 0, steps);
    if (!without.equals("timeouts")) {
      file.flags("timeouts", new boolean[steps], 0, steps);
    }
  }

  private Path file(Consumer<Hdf5.Writer> content) {
    Path path = folder.resolve("made.hdf5");
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    try (Hdf5.Writer file = new Hdf5.Writer(path)) {
      content.accept(file);
    }
    return path;
  }

  private static void assertRefused(Path file, String sentence) {
    assertThatThrownBy(() -> DatasetFile.read(file))
        .isInstanceOf(DatasetException.class)
        .hasMessageStartingWith(file + ": ")
        .hasMessageContaining(sentence)
        .message()
        .hasLineCount(1);
  }

  /** Episodes of two steps with these numbers. */
  private static void minari(Hdf5.Writer file, int... numbers) {
    for (int k : numbers) {
      episode(file.group("episode_" + k));
    }
  }

  private static void episode(Hdf5.Writer group) {
    group.floats("observations", new float[3], 0, 3, 1);
    group.floats("actions", new float[2], 0, 2, 1);
    group.floats("rewards", new float[2], 0, 2);
    group.flags("terminations", new boolean[2], 0, 2);
    group.flags("truncations", new boolean[2], 0, 2);
  }

  @Test
  void anEpisodeOfMinariThatIsMissingIsNamed() {
    assertThat(DatasetFile.read(file(f -> minari(f, 2, 0, 1))).episodes()).isEqualTo(3);
    assertRefused(file(f -> minari(f, 0, 1, 3)), "has 3 episodes, but no episode_2");
    assertRefused(file(f -> minari(f, 1)), "has 1 episodes, but no episode_0");
  }

  @Test
  void aFileOfMinariHasTheEpisodesThatItSays() {
    for (int said : new int[] {1, 3}) {
      assertRefused(
          file(
              f -> {
                minari(f, 0, 1);
                f.attribute("total_episodes", said);
              }),
          "has 2 episodes, but says that there are " + said);
    }
  }

  /** Old versions say too few. */
  @Test
  void andNoFewerSteps() {
    assertRefused(
        file(
            f -> {
              minari(f, 0, 1);
              f.attribute("total_steps", 5);
            }),
        "has 4 steps, but says that there are 5");
    assertRefused(file(f -> pieces(f, 3)), "episode_1 has 2 steps, but says that there are 3");
    assertThat(DatasetFile.read(file(f -> pieces(f, 1))).steps()).isEqualTo(4);
  }

  /** Two steps that were written in pieces, the last of which is said to be so long. */
  private static void pieces(Hdf5.Writer file, int said) {
    minari(file, 0);
    Hdf5.Writer group = file.group("episode_1");
    group.attribute("total_steps", said);
    episode(group);
    file.attribute("total_steps", 3);
  }

  @Test
  void theMetadataBesideAFileSayItToo() throws IOException {
    Path main = folder.resolve("main_data.hdf5");
    Files.copy(resource("minari/main_data.hdf5"), main);
    Path beside = folder.resolve("metadata.json");
    Files.writeString(beside, "{\"total_episodes\": 3, \"total_steps\": 9}");
    assertRefused(main, "has 8 steps, but says that there are 9");
    Files.writeString(beside, "{\"total_episodes\": 4, \"total_steps\": 8}");
    assertRefused(main, "has 3 episodes, but says that there are 4");
  }

  @Test
  void aShortenedFileIsRefused() throws IOException {
    for (String name : new String[] {"d4rl.hdf5", "d4rl-next.hdf5", "minari-attributes.hdf5"}) {
      byte[] bytes = Files.readAllBytes(resource(name));
      Path file = folder.resolve(name);
      for (int length = 8; length < bytes.length - 1; length += bytes.length / 50) {
        Files.write(file, Arrays.copyOf(bytes, length));
        assertThatThrownBy(() -> DatasetFile.read(file))
            .as("%s of %d bytes", name, length)
            .isInstanceOf(DatasetException.class)
            .hasMessageStartingWith(file.toString())
            .message()
            .hasLineCount(1);
      }
    }
  }
}
