package dev.bellman.bench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellman.bench.config.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFolderTest {
  @TempDir private Path runs;

  private static RunConfig config() {
    return new RunConfig(
        "fake",
        "CartPole-v1",
        Map.of("maxSteps", "7"),
        -3,
        2,
        1L << 60,
        5,
        0,
        20,
        1,
        "data.safetensors",
        Map.of("a", "é\"\n"));
  }

  @Test
  void aTakenNameGetsANumber() throws IOException {
    assertThat(RunFolder.next(runs, "ppo", "World/v0", 3).path())
        .isEqualTo(runs.resolve("ppo-World-v0-3"));
    for (String taken : List.of("ppo-W-0", "ppo-W-0-2")) {
      Files.createDirectories(runs.resolve(taken));
      Files.createFile(runs.resolve(taken).resolve("x"));
    }
    Files.createDirectories(runs.resolve("ppo-W-1"));
    assertThat(RunFolder.next(runs, "ppo", "W", 0).path()).isEqualTo(runs.resolve("ppo-W-0-3"));
    assertThat(RunFolder.next(runs, "ppo", "W", 1).path()).isEqualTo(runs.resolve("ppo-W-1"));
  }

  @Test
  void anEmptyFolderIsFineAndARunIsRefusedUnlessItMayBeOverwritten() throws IOException {
    Path out = runs.resolve("out");
    RunFolder folder = RunFolder.chosen(out, false);
    folder.begin(config());
    Files.createDirectories(folder.checkpoint().resolve("deep"));
    Files.createFile(folder.checkpoint().resolve("deep").resolve("file"));

    assertThatThrownBy(() -> RunFolder.chosen(out, false))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("--overwrite");
    RunFolder.chosen(out, true);
    assertThat(folder.readConfig()).isEqualTo(config());
    assertThat(folder.checkpoint().resolve("deep").resolve("file")).exists();
  }

  @Test
  void whatIsClearedIsTheRunAlone() throws IOException {
    Path out = runs.resolve("out");
    RunFolder folder = new RunFolder(out);
    folder.begin(config());
    Files.createDirectories(folder.checkpoint().resolve("deep"));
    Files.createFile(folder.checkpoint().resolve("deep").resolve("file"));
    Files.createFile(out.resolve("notes.txt"));

    folder.clear();
    assertThat(folder.checkpoint()).doesNotExist();
    assertThat(folder.config()).doesNotExist();
    assertThat(out.resolve("notes.txt")).exists();
  }

  @Test
  void aFolderOfOtherFilesIsNeverTouched() throws IOException {
    Files.createFile(runs.resolve("thesis.tex"));
    assertThatThrownBy(() -> RunFolder.chosen(runs, true)).isInstanceOf(UsageException.class);
    assertThat(runs.resolve("thesis.tex")).exists();
    assertThatThrownBy(() -> RunFolder.existing(runs)).hasMessageContaining("holds no run");
  }

  @Test
  void theConfigurationReadsBackExactly() {
    RunFolder folder = new RunFolder(runs);
    folder.begin(config());
    assertThat(folder.readConfig()).isEqualTo(config());
  }

  @Test
  void aBrokenConfigurationIsOneSentence() throws IOException {
    RunFolder folder = new RunFolder(runs);
    Files.writeString(folder.config(), "{ \"algorithm\" : ");
    assertThatThrownBy(folder::readConfig)
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("config.json");
  }
}
