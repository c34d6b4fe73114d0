package dev.bellman.core.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A kill after each step of the protocol leaves the old checkpoint or the new one, whole. */
class CheckpointKillTest {
  @TempDir Path root;

  /** No handler in the protocol catches an Error: files stay as a kill leaves them. */
  private static final class Kill extends Error {
    private static final long serialVersionUID = 1L;
  }

  /**
   * Saves until the step of this number; the steps done, of which the last was the end or a kill.
   */
  private static List<String> saveUntil(Path folder, Agent agent, int kill) {
    List<String> done = new ArrayList<>();
    try {
      Checkpoint.write(
          folder,
          agent.step,
          agent.about(),
          agent,
          agent.networks(),
          step -> {
            done.add(step);
            if (done.size() == kill) {
              throw new Kill();
            }
          });
      done.add("end");
    } catch (Kill killed) {
      // As wanted.
    }
    return done;
  }

  private static void assertHolds(Path folder, Agent agent) {
    Checkpoint checkpoint = Checkpoint.read(folder);
    Agent restored = new Agent(-1);
    checkpoint.restore(restored);
    assertThat(InMemoryState.of(restored)).isEqualTo(InMemoryState.of(agent));
    assertThat(checkpoint.step()).isEqualTo(agent.step);
    assertThat(checkpoint.about()).isEqualTo(agent.about());
    assertThat(checkpoint.weights().values()).containsExactlyInAnyOrderElementsOf(agent.networks());
  }

  private static boolean isCurrent(List<String> done) {
    return done.contains("manifest renamed");
  }

  @Test
  void theFolderHoldsTheOldOrTheNewCheckpoint() {
    Agent sameStep = new Agent(5);
    sameStep.weights[3] = 99;
    for (Agent next : List.of(new Agent(8), sameStep)) {
      List<String> done = List.of();
      int kill = 0;
      while (!done.contains("end")) {
        kill++;
        Path folder = root.resolve(next.weights[3] + "-" + kill);
        Agent old = new Agent(5);
        saveUntil(folder, old, -1);
        done = saveUntil(folder, next, kill);
        boolean current = isCurrent(done);
        assertHolds(folder, current ? next : old);

        // A second kill amid the leftovers of the first, at the same place.
        current |= isCurrent(saveUntil(folder, next, kill));
        assertHolds(folder, current ? next : old);

        Checkpoint.resume(folder);
        assertThat(folder.toFile().list()).hasSize(3);
        assertHolds(folder, current ? next : old);
        Agent last = new Agent(13);
        assertThat(saveUntil(folder, last, -1)).endsWith("end");
        assertThat(folder.toFile().list()).hasSize(3);
        assertHolds(folder, last);
      }
      assertThat(kill).isGreaterThan(10);
    }
  }

  @Test
  void theFirstCheckpointIsThereOrNot() {
    Agent agent = new Agent(8);
    List<String> done = List.of();
    for (int kill = 1; !done.contains("end"); kill++) {
      Path folder = root.resolve("first-" + kill);
      done = saveUntil(folder, agent, kill);
      assertThat(Checkpoint.exists(folder)).isEqualTo(isCurrent(done));
      if (isCurrent(done)) {
        assertHolds(folder, agent);
      } else {
        assertThatExceptionOfType(CheckpointException.class)
            .isThrownBy(() -> Checkpoint.read(folder))
            .withMessageContaining("there is no checkpoint");
      }
      saveUntil(folder, agent, -1);
      assertThat(folder.toFile().list()).hasSize(3);
      assertHolds(folder, agent);
    }
  }

  @Test
  void halfWrittenFilesAreWhereAKillLeavesThem() {
    saveUntil(root, new Agent(5), -1);
    List<String> done = saveUntil(root, new Agent(8), 5);
    assertThat(done).endsWith("parameters written");
    assertThat(root.resolve("state-000000000008.safetensors")).exists();
    assertThat(root.resolve("parameters-000000000008.safetensors.tmp")).exists();
    assertHolds(root, new Agent(5));
  }

  @Test
  void aReaderFollowsATrainingThatReplacesTheCheckpoint() throws Exception {
    saveUntil(root, new Agent(5), -1);
    byte[] old = Files.readAllBytes(root.resolve(Manifest.FILE));
    saveUntil(root, new Agent(8), -1);
    // As seen by a reader who was slow between the manifest and the files.
    Manifest before = Manifest.parse(old);
    assertThat(root.resolve(before.state().file())).doesNotExist();
    assertThat(Checkpoint.read(root, before).step()).isEqualTo(8);
  }

  @Test
  void aFullDiskLeavesTheOldOrTheNewCheckpointAndNothingUnfinished() {
    List<String> done = new ArrayList<>();
    for (int failure = 1; !done.contains("end"); failure++) {
      Path folder = root.resolve("full-" + failure);
      saveUntil(folder, new Agent(5), -1);
      done.clear();
      Agent next = new Agent(8);
      int last = failure;
      CheckpointFolder.Steps steps =
          step -> {
            done.add(step);
            if (done.size() == last) {
              throw new UncheckedIOException(new IOException("disk full"));
            }
          };
      try {
        Checkpoint.write(folder, 8, next.about(), next, next.networks(), steps);
        done.add("end");
      } catch (CheckpointException expected) {
        assertThat(expected).hasMessageContaining("cannot be written").hasMessageContaining("full");
      }
      assertHolds(folder, isCurrent(done) ? next : new Agent(5));
      assertThat(folder.toFile().list()).noneMatch(name -> name.endsWith(".tmp"));
    }
  }
}
