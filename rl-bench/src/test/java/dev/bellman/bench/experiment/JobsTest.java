package dev.bellman.bench.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellman.bench.experiment.Jobs.Job;
import dev.bellman.bench.run.Algorithms;
import dev.bellman.bench.run.Build;
import dev.bellman.bench.run.RunConfig;
import dev.bellman.bench.run.RunFolder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobsTest {
  private static final Algorithms ALGORITHMS = Algorithms.all();
  private static final Map<String, String> TINY =
      Map.of("environments", "1", "rolloutSteps", "16", "minibatches", "2", "hidden", "8");

  @TempDir private Path runs;

  private Job job(long seed) {
    RunConfig config =
        RunConfig.ofPreset(
            ALGORITHMS.find("ppo"), "CartPole-v1", seed, OptionalLong.of(32), TINY, "", 1);
    return new Job(config, new RunFolder(runs.resolve("run-" + seed)));
  }

  private String log(Job... jobs) {
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    Jobs.run(List.of(jobs), ALGORITHMS, 1, new PrintStream(log));
    return log.toString();
  }

  @Test
  void what_is_finished_is_not_made_again() {
    assertThat(log(job(0), job(1))).contains("1 of 2: ").contains("2 of 2: ");
    assertThat(log(job(0), job(1), job(2)).lines())
        .hasSize(1)
        .first()
        .asString()
        .contains("1 of 1");
  }

  @Test
  void runs_of_another_version_are_told() throws IOException {
    log(job(0), job(1));
    Path summary = job(1).folder().summary();
    String text = Files.readString(summary);
    assertThat(text).contains("\"build\" : \"" + Build.fingerprint() + "\"");
    Files.writeString(summary, text.replace(Build.fingerprint(), "0123456789ab"));

    assertThat(log(job(0), job(1))).startsWith("1 of 2 runs are of another version of Bellman");
    assertThat(Files.readString(summary)).contains("0123456789ab");
  }
}
