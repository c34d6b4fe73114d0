package dev.bellman.bench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellman.bench.config.ConfigBinding;
import dev.bellman.bench.config.UsageException;
import dev.bellman.core.training.DivergenceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingRunTest {
  private static final Algorithms ALGORITHMS = new Algorithms(List.of(FakeTraining.entry()));

  @TempDir private Path runs;

  private static RunConfig config(long steps, long rowEvery, Map<String, String> settings) {
    Map<String, String> all =
        new LinkedHashMap<>(ConfigBinding.write(FakeTraining.Config.defaults()));
    all.putAll(settings);
    return new RunConfig(
        "fake", "CartPole-v1", Map.of(), 5, 1, steps, 700, 1000, 3, rowEvery, "", all);
  }

  private RunFolder folder(String name) {
    return new RunFolder(runs.resolve(name));
  }

  /** The rows of progress without the two columns of the wall clock. */
  private static String rows(RunFolder folder) throws IOException {
    return Files.readString(folder.progress()).replaceAll("(?m),[^,\n]*,[^,\n]*$", "");
  }

  /** Stops a run as a kill does: in the middle, after some rows and checkpoints. */
  private static Progress killedAt(long steps) {
    return at(
        steps,
        () -> {
          throw new IllegalStateException("killed");
        });
  }

  /** Runs this after each piece from so many steps on. */
  static Progress at(long steps, Runnable event) {
    return new Progress() {
      @Override
      public void started(long done, long total) {}

      @Override
      public void advanced(long now, double latestReturn) {
        if (now >= steps) {
          event.run();
        }
      }

      @Override
      public void close() {}
    };
  }

  @Test
  void aRunLeavesAllItsFiles() throws IOException {
    RunFolder folder = folder("a");
    Summary summary =
        TrainingRun.start(config(3000, 1, Map.of()), folder, ALGORITHMS, Progress.NONE);
    assertThat(summary.fields())
        .containsEntry("algorithm", "fake")
        .containsEntry("steps", 3000L)
        .containsEntry("evalEpisodes", 3)
        .containsKeys(
            "environment",
            "seed",
            "threads",
            "kernels",
            "updates",
            "wallSeconds",
            "stepsPerSecond",
            "steadyStepsPerSecond",
            "updatesPerSecond",
            "evalReturnMean",
            "evalReturnStd");
    assertThat(folder.readSummary().orElseThrow().figure("evalReturnMean"))
        .isEqualTo(summary.figure("evalReturnMean"));
    assertThat(folder.curve()).exists();
    ProgressTable table = ProgressTable.read(folder.progress());
    assertThat(table.columns())
        .containsExactly(
            "steps",
            "updates",
            "episodes",
            "return",
            "length",
            "change",
            "weight",
            "evalReturnMean",
            "wallSeconds",
            "stepsPerSecond");
    assertThat(table.rows()).hasSize((3000 + 63) / 64);
    assertThat(table.evaluations().x()).containsExactly(1024, 2048, 3000);
    assertThat(Files.readAllLines(folder.progress())).noneMatch(line -> line.contains("NaN"));
  }

  @Test
  void aKilledRunEndsAsIfItHadNeverStopped() throws IOException {
    for (long rowEvery : new long[] {1, 200}) {
      RunConfig config = config(5000, rowEvery, Map.of());
      RunFolder whole = folder("whole" + rowEvery);
      TrainingRun.start(config, whole, ALGORITHMS, Progress.NONE);
      RunFolder killed = folder("killed" + rowEvery);
      assertThatThrownBy(() -> TrainingRun.start(config, killed, ALGORITHMS, killedAt(1600)))
          .hasMessage("killed");
      assertThatThrownBy(() -> TrainingRun.resume(config, killed, ALGORITHMS, killedAt(3000)))
          .hasMessage("killed");
      // rows beyond the checkpoint, the last one cut in two, as a machine that fails leaves them
      Files.writeString(
          killed.progress(),
          Files.readString(killed.progress()) + "4032,63,9,1.0,1.0,,,,1.0,1.0\n4096,64");
      assertThatThrownBy(() -> TrainingRun.resume(config, killed, ALGORITHMS, killedAt(5000)))
          .hasMessage("killed");
      TrainingRun.resume(config, killed, ALGORITHMS, Progress.NONE); // only the result is missing

      assertThat(rows(killed)).isEqualTo(rows(whole));
      assertThat(Checkpoints.difference(whole.path(), killed.path())).isEmpty();
      assertThat(killed.readSummary().orElseThrow().figure("evalReturnMean"))
          .isEqualTo(whole.readSummary().orElseThrow().figure("evalReturnMean"));
    }
  }

  @Test
  void aRunThatWasKilledBeforeItsFirstCheckpointStartsAfresh() throws IOException {
    RunConfig config = config(2000, 1, Map.of());
    RunFolder whole = folder("whole");
    TrainingRun.start(config, whole, ALGORITHMS, Progress.NONE);
    RunFolder killed = folder("killed");
    assertThatThrownBy(() -> TrainingRun.start(config, killed, ALGORITHMS, killedAt(100)))
        .hasMessage("killed");
    TrainingRun.resume(config, killed, ALGORITHMS, Progress.NONE);
    assertThat(rows(killed)).isEqualTo(rows(whole));
  }

  @Test
  void aFinishedRunGoesOnToMoreStepsButNotToFewer() {
    RunFolder folder = folder("a");
    RunConfig config = config(1280, 1, Map.of());
    TrainingRun.start(config, folder, ALGORITHMS, Progress.NONE);
    Summary longer = TrainingRun.resume(config.withSteps(2560), folder, ALGORITHMS, Progress.NONE);
    assertThat(longer.fields()).containsEntry("steps", 2560L);
    assertThat(folder.readConfig().steps()).isEqualTo(2560);
    assertThatThrownBy(
            () -> TrainingRun.resume(config.withSteps(100), folder, ALGORITHMS, Progress.NONE))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("2560");
  }

  @Test
  void longRunsHaveThinnedRows() {
    RunFolder folder = folder("a");
    TrainingRun.start(
        config(6400, 640, Map.of("rolloutSteps", "1")), folder, ALGORITHMS, Progress.NONE);
    // one for each 640 steps, and one for each evaluation between them
    assertThat(ProgressTable.read(folder.progress()).rows()).hasSizeBetween(10, 16);
  }

  @Test
  void aDivergedRunKeepsItsLastCheckpoint() {
    RunFolder folder = folder("a");
    RunConfig config = config(3000, 1, Map.of("divergeAt", "2000"));
    assertThatThrownBy(() -> TrainingRun.start(config, folder, ALGORITHMS, Progress.NONE))
        .isInstanceOf(DivergenceException.class);
    assertThat(TrainingRun.restore(folder, ALGORITHMS).training().steps()).isEqualTo(1408);
    assertThat(folder.summary()).doesNotExist();
  }

  @Test
  void anAlgorithmThatRefusesTheEnvironmentLeavesNothing() {
    RunFolder folder = folder("a");
    RunConfig config =
        new RunConfig("fake", "Pendulum-v1", Map.of(), 0, 1, 10, 1, 0, 1, 1, "", Map.of());
    assertThatThrownBy(() -> TrainingRun.start(config, folder, ALGORITHMS, Progress.NONE))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("fake does not learn in Pendulum-v1");
    assertThat(folder.path()).doesNotExist();
  }
}
