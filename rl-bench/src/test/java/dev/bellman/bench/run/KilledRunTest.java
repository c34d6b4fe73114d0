package dev.bellman.bench.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellman.bench.Rl;
import dev.bellman.core.random.Pcg64;
import dev.bellman.core.random.Seeds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a killed run leaves goes on to the same bytes in a fresh JVM. */
class KilledRunTest {
  private static final String PPO =
      "ppo CartPole-v1 --steps 16000 --checkpoint-every 256 --set epochs=4 --quiet --out ";

  @TempDir private static Path killed;

  @TempDir private Path folder;

  /** Once after three eighths of each run, and where that one stopped, after seven. */
  @BeforeAll
  static void killThemAll() throws Exception {
    KilledRuns.collect(killed);
    Path messages = killed.resolve("messages");
    for (String eighths : List.of("3", "7")) {
      Process process =
          java(KilledRuns.class, List.of(killed.toString(), eighths))
              .redirectError(messages.toFile())
              .start();
      assertThat(process.waitFor()).as(Files.readString(messages)).isEqualTo(KilledRuns.KILLED);
    }
  }

  static List<KilledRuns.Run> runs() {
    return KilledRuns.all();
  }

  /** Here the last part of each killed run is trained. */
  @ParameterizedTest
  @MethodSource("runs")
  void aRunKilledTwiceEndsAsOneThatNeverStopped(KilledRuns.Run run) throws IOException {
    RunFolder whole = run.in(folder);
    RunFolder twice = run.in(killed);
    RunConfig config = twice.readConfig();
    assertThat(twice.summary()).doesNotExist();

    Summary summary = TrainingRun.resume(config, twice, KilledRuns.ALGORITHMS, Progress.NONE);
    Summary expected = TrainingRun.start(config, whole, KilledRuns.ALGORITHMS, Progress.NONE);

    assertThat(rows(twice.path()))
        .as("%s", run)
        .isEqualTo(rows(whole.path()))
        .hasSizeGreaterThan(4);
    assertThat(bytes(twice.checkpoint())).isEqualTo(bytes(whole.checkpoint()));
    assertThat(figures(summary)).isEqualTo(figures(expected)).containsEntry("steps", run.steps());
  }

  @Test
  void everyAlgorithmIsAmongThem() {
    assertThat(runs().stream().map(KilledRuns.Run::algorithm).distinct())
        .containsExactlyInAnyOrderElementsOf(KilledRuns.ALGORITHMS.names());
  }

  /**
   * A run that saves after every piece, so that most kills come while a checkpoint is being
   * written.
   */
  @Test
  void aRunKilledAgainAndAgainEndsAsOneThatNeverStopped() throws Exception {
    Path whole = folder.resolve("whole");
    Path killed = folder.resolve("killed");
    assertThat(rl("train " + PPO + whole).waitFor()).isZero();

    Pcg64 random = Seeds.of(7).stream("kills");
    int kills = 0;
    Process process = rl("train " + PPO + killed);
    while (process.isAlive() && !Files.exists(killed.resolve("checkpoint/manifest.json"))) {
      Thread.sleep(5);
    }
    long delay = random.integers(50);
    while (kills < 5 && !process.waitFor(delay, TimeUnit.MILLISECONDS)) {
      process.destroyForcibly().waitFor();
      kills++;
      process = rl("resume " + killed);
      delay = 300 + random.integers(1200); // a part of it goes by before the run goes on
    }
    assertThat(process.waitFor()).isZero();

    assertThat(kills).as("kills before the run was through").isPositive();
    assertThat(bytes(killed.resolve("checkpoint"))).isEqualTo(bytes(whole.resolve("checkpoint")));
    assertThat(rows(killed)).isEqualTo(rows(whole));
  }

  private static Process rl(String command) throws IOException {
    return java(Rl.class, List.of(command.split(" ")))
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  /** A JVM with this one's kernels: checkpoints of others are refused. */
  private static ProcessBuilder java(Class<?> main, List<String> arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules=jdk.incubator.vector",
                "-Dbellman.kernels=" + Machine.current().kernels(),
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
    command.addAll(arguments);
    return new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD);
  }

  private static TreeMap<String, String> bytes(Path folder) throws IOException {
    TreeMap<String, String> all = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        all.put(file.getFileName().toString(), Arrays.toString(Files.readAllBytes(file)));
      }
    }
    return all;
  }

  /** All of a summary but what a clock measured. */
  private static Map<String, Object> figures(Summary summary) {
    Map<String, Object> figures = new TreeMap<>(summary.fields());
    figures.keySet().removeIf(name -> name.endsWith("Seconds") || name.endsWith("PerSecond"));
    return figures;
  }

  /** The rows of progress.csv without its wall-clock columns, which are the last two. */
  private static List<String> rows(Path run) throws IOException {
    return Files.readAllLines(run.resolve("progress.csv")).stream()
        .map(row -> row.substring(0, row.lastIndexOf(',', row.lastIndexOf(',') - 1)))
        .toList();
  }
}
