package dev.bellman.bench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellman.core.random.Pcg64;
import dev.bellman.core.random.Seeds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a killed run leaves goes on to the same bytes. */
class KilledRunTest {
  private static final Algorithms ALGORITHMS = Algorithms.all();
  private static final long STEPS = 800;

  /** An update every 250 steps; a piece, after which there are a row and a checkpoint, has 100. */
  private static final String REPLAY =
      "environments=2,trainEvery=125,updates=1,learningStarts=50,bufferSize=300,batchSize=8";

  @TempDir private Path folder;

  /**
   * A real process, really killed, that goes on in a fresh JVM. Each run saves after every piece,
   * so that most kills come while a checkpoint is being written. A JVM takes a second to start:
   * here are only algorithms that have little in common, and the test below has them all.
   */
  @ParameterizedTest
  @CsvSource({
    "5, ppo CartPole-v1 --steps 16000 --checkpoint-every 256 --set epochs=4",
    "1, trpo CartPole-v1 --steps 16000 --checkpoint-every 256 --set rolloutSteps=256 --set environments=1",
    "1, dqn CartPole-v1 --steps 8000 --checkpoint-every 100 --set trainEvery=250 --set updates=1",
    "1, td3 Pendulum-v1 --steps 8000 --checkpoint-every 100 --set trainEvery=250 --set updates=1",
  })
  void aRunKilledAgainAndAgainEndsAsOneThatNeverStopped(int most, String run) throws Exception {
    Path whole = folder.resolve("whole");
    Path killed = folder.resolve("killed");
    assertThat(start(train(run, whole)).waitFor()).isZero();

    Pcg64 random = Seeds.of(7).stream("kills");
    int kills = 0;
    Process process = start(train(run, killed));
    while (process.isAlive() && !Files.exists(killed.resolve("checkpoint/manifest.json"))) {
      Thread.sleep(5);
    }
    long delay = random.integers(50);
    while (kills < most && !process.waitFor(delay, TimeUnit.MILLISECONDS)) {
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

  private static List<String> train(String run, Path out) {
    return List.of(("train " + run + " --quiet --out " + out).split(" "));
  }

  static Stream<String> deepAlgorithms() {
    return Stream.of(ValueAlgorithms.ENTRIES, PolicyAlgorithms.ENTRIES)
        .flatMap(List::stream)
        .map(AlgorithmEntry::name);
  }

  /**
   * The same for every deep algorithm in one JVM, on the way that {@code rl train} and {@code rl
   * resume} go: that the networks are tiny and no JVM starts is what makes so many affordable.
   * Where there is a replay buffer, updates are further apart than checkpoints and rows, so that
   * rows after a kill show figures of an update before it. After the last kill only the result is
   * missing.
   */
  @ParameterizedTest
  @MethodSource("deepAlgorithms")
  void everyDeepRunEndsAsOneThatNeverStopped(String algorithm) throws IOException {
    RunConfig config =
        RunConfig.ofPreset(
            ALGORITHMS.find(algorithm),
            environment(algorithm),
            0,
            OptionalLong.of(STEPS),
            settings(algorithm),
            "",
            1);
    RunFolder whole = new RunFolder(folder.resolve("whole"));
    RunFolder killed = new RunFolder(folder.resolve("killed"));
    Summary expected = TrainingRun.start(config, whole, ALGORITHMS, Progress.NONE);

    assertThatThrownBy(
            () -> TrainingRun.start(config, killed, ALGORITHMS, TrainingRunTest.killedAt(300)))
        .hasMessage("killed");
    for (long steps : new long[] {600, STEPS}) {
      assertThatThrownBy(
              () -> TrainingRun.resume(config, killed, ALGORITHMS, TrainingRunTest.killedAt(steps)))
          .hasMessage("killed");
    }
    Summary summary = TrainingRun.resume(config, killed, ALGORITHMS, Progress.NONE);

    assertThat(rows(killed.path())).isEqualTo(rows(whole.path())).hasSizeGreaterThan(4);
    assertThat(bytes(killed.checkpoint())).isEqualTo(bytes(whole.checkpoint()));
    assertThat(figures(summary)).isEqualTo(figures(expected));
  }

  private static String environment(String algorithm) {
    return switch (algorithm) {
      case "naf", "dpg", "ddpg", "td3", "sac", "on-policy-sac" -> "Pendulum-v1";
      default -> "CartPole-v1";
    };
  }

  private static Map<String, String> settings(String algorithm) {
    String own =
        switch (algorithm) {
          case "fqi" -> REPLAY + ",iterationUpdates=2";
          case "dqn", "double-dqn", "two-network-double-dqn", "discrete-sac" ->
              REPLAY + ",targetPeriod=2";
          case "naf", "ddpg", "td3", "sac" -> REPLAY;
          case "dpg", "on-policy-sac" -> "environments=2,rolloutSteps=125,updates=2";
          case "reinforce" -> "rolloutSteps=100";
          case "a2c" -> "environments=2,rolloutSteps=5";
          case "actor-critic" -> "environments=2,rolloutSteps=50";
          case "npg", "trpo" -> "environments=2,rolloutSteps=50,epochs=2,batchSize=25";
          case "ppo", "ppo-kl", "off-policy-pg" ->
              "environments=2,rolloutSteps=50,epochs=2,minibatches=2";
          default -> throw new AssertionError("No settings for " + algorithm);
        };
    Map<String, String> settings = new TreeMap<>(Map.of("hidden", "8"));
    for (String setting : own.split(",")) {
      settings.put(
          setting.substring(0, setting.indexOf('=')), setting.substring(setting.indexOf('=') + 1));
    }
    return settings;
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
