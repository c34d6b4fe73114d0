package dev.bellman.bench.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellman.core.random.Pcg64;
import dev.bellman.core.random.Seeds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real process, really killed: what it leaves goes on to the same bytes. */
class KilledRunTest {
  private static final int KILLS = 5;

  @TempDir private Path folder;

  /** It saves after every piece, so that most kills come while a checkpoint is being written. */
  @Test
  void aRunKilledAgainAndAgainEndsAsOneThatNeverStopped() throws Exception {
    Path whole = folder.resolve("whole");
    Path killed = folder.resolve("killed");
    assertThat(start(train(whole)).waitFor()).isZero();

    Pcg64 random = Seeds.of(7).stream("kills");
    int kills = 0;
    Process process = start(train(killed));
    while (process.isAlive() && !Files.exists(killed.resolve("checkpoint/manifest.json"))) {
      Thread.sleep(5);
    }
    long delay = random.integers(200);
    while (kills < KILLS && !process.waitFor(delay, TimeUnit.MILLISECONDS)) {
      process.destroyForcibly().waitFor();
      kills++;
      process = start(List.of("resume", killed.toString()));
      delay = 300 + random.integers(1200); // a part of it goes by before the run goes on
    }
    assertThat(process.waitFor()).isZero();

    assertThat(kills).as("kills before the run was through").isPositive();
    assertThat(bytes(killed.resolve("checkpoint"))).isEqualTo(bytes(whole.resolve("checkpoint")));
    assertThat(rows(killed)).isEqualTo(rows(whole));
  }

  private static List<String> train(Path out) {
    return List.of(
        "train",
        "ppo",
        "CartPole-v1",
        "--steps",
        "16000",
        "--checkpoint-every",
        "256",
        "--quiet",
        "--set",
        "epochs=4",
        "--out",
        out.toString());
  }

  private static Process start(List<String> arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules=jdk.incubator.vector",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.bellman.bench.Rl"));
    command.addAll(arguments);
    return new ProcessBuilder(command)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
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

  /** The rows of progress.csv without its wall-clock columns, which are the last two. */
  private static List<String> rows(Path run) throws IOException {
    return Files.readAllLines(run.resolve("progress.csv")).stream()
        .map(row -> row.substring(0, row.lastIndexOf(',', row.lastIndexOf(',') - 1)))
        .toList();
  }
}
