package dev.bellman.core.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.bellman.autograd.io.SafeTensor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointTest {
  @TempDir Path folder;

  private static void save(Path folder, Agent agent) {
    Checkpoint.write(folder, agent.step, agent.about(), agent, agent.networks());
  }

  /** Names and bytes of all files. */
  private static Map<String, List<Byte>> content(Path folder) throws Exception {
    Map<String, List<Byte>> content = new TreeMap<>();
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        List<Byte> bytes = new ArrayList<>();
        for (byte b : Files.readAllBytes(file)) {
          bytes.add(b);
        }
        content.put(file.getFileName().toString(), bytes);
      }
    }
    return content;
  }

  @Test
  void restoresWhatWasSaved() {
    Agent agent = new Agent(12_800);
    assertThat(Checkpoint.exists(folder)).isFalse();
    save(folder, agent);
    assertThat(Checkpoint.exists(folder)).isTrue();

    Checkpoint checkpoint = Checkpoint.read(folder);
    assertThat(checkpoint.step()).isEqualTo(12_800);
    assertThat(checkpoint.about()).isEqualTo(agent.about());
    assertThat(checkpoint.weights().values()).containsExactlyInAnyOrderElementsOf(agent.networks());
    assertThat(checkpoint.arrays().keySet())
        .containsExactly(
            "steps", "normaliser.mean", "temperature", "networks.actor.weight", "empty");

    Agent other = new Agent(0);
    checkpoint.restore(other);
    assertThat(InMemoryState.of(other)).isEqualTo(InMemoryState.of(agent));
    assertThat(checkpoint.state().scope("normaliser").length("mean")).isEqualTo(3);
  }

  @Test
  void equalStatesGiveEqualBytes(@TempDir Path other) throws Exception {
    save(folder, new Agent(7));
    save(other, new Agent(3));
    save(other, new Agent(7));
    assertThat(content(other)).isEqualTo(content(folder));
    assertThat(content(folder).keySet())
        .containsExactly(
            "manifest.json",
            "parameters-000000000007.safetensors",
            "state-000000000007.safetensors");

    Agent restored = new Agent(0);
    Checkpoint.read(folder).restore(restored);
    save(other, restored);
    assertThat(content(other)).isEqualTo(content(folder));
  }

  @Test
  void theManifestIsForPeopleToo() throws Exception {
    save(folder, new Agent(7));
    assertThat(Files.readString(folder.resolve("manifest.json")))
        .startsWith("{\n  \"format\" : 1,\n  \"step\" : 7,\n  \"state\" : {\n")
        .contains("    \"algorithm\" : \"td3\",\n")
        .endsWith("}\n")
        .doesNotContain(folder.toString());
  }

  @Test
  void anotherStateAtTheSameStepReplacesTheFirst() {
    save(folder, new Agent(7));
    for (float weight : new float[] {1, 2, 3}) {
      Agent agent = new Agent(7);
      agent.weights[0] = weight;
      Agent restored = new Agent(0);
      save(folder, agent);
      Checkpoint.read(folder).restore(restored);
      assertThat(restored.weights).isEqualTo(agent.weights);
      assertThat(folder.toFile().list()).hasSize(3);
    }
  }

  @Test
  void resumeRemovesWhatAKillLeftAndNothingElse() throws Exception {
    save(folder, new Agent(7));
    List<String> orphans =
        List.of(
            "state-000000000009.safetensors",
            "state-000000000011.safetensors.tmp",
            "parameters-000000000007-2.safetensors",
            "manifest.json.tmp");
    List<String> others = List.of("notes.txt", "state-9.safetensors", "model.safetensors");
    for (String name : orphans) {
      Files.writeString(folder.resolve(name), "x");
    }
    for (String name : others) {
      Files.writeString(folder.resolve(name), "x");
    }
    Checkpoint.read(folder);
    assertThat(folder.toFile().list()).hasSize(10);
    assertThat(Checkpoint.resume(folder).step()).isEqualTo(7);
    assertThat(folder.toFile().list()).hasSize(6).contains(others.toArray(String[]::new));
  }

  @Test
  void restoringIntoSomethingElseSaysWhichArray() {
    save(folder, new Agent(7));
    Checkpoint checkpoint = Checkpoint.read(folder);
    assertRefused(checkpoint, in -> in.get("steps", new long[2]), "steps I64[1]", "I64[2]");
    assertRefused(checkpoint, in -> in.get("steps", new double[1]), "steps I64[1]", "F64[1]");
    assertRefused(checkpoint, in -> in.get("step", new long[1]), "there is no step");
    assertRefused(
        checkpoint, in -> in.scope("networks").length("critic"), "there is no networks.critic");
    assertRefused(checkpoint, in -> in.getLong("steps"), "normaliser.mean F64[3]", "not part of");
  }

  private interface Load {
    void from(StateReader in);
  }

  private static void assertRefused(Checkpoint checkpoint, Load load, String... parts) {
    Stateful part =
        new Stateful() {
          @Override
          public void save(StateWriter out) {}

          @Override
          public void load(StateReader in) {
            load.from(in);
          }
        };
    assertThatExceptionOfType(CheckpointException.class)
        .isThrownBy(() -> checkpoint.restore(part))
        .withMessageContaining("state-000000000007.safetensors")
        .withMessageContainingAll(parts);
  }

  @Test
  void whatCannotBeWrittenLeavesTheOldCheckpoint() {
    save(folder, new Agent(7));
    Agent agent = new Agent(9);
    SafeTensor twice = SafeTensor.of("w", new float[1], 1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Checkpoint.write(folder, 9, Map.of(), agent, List.of(twice, twice)))
        .withMessageContaining("\"w\"");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Checkpoint.write(folder, -1, Map.of(), agent, List.of()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Checkpoint.write(folder, 9, Map.of("a", "\ud800"), agent, List.of()));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> Checkpoint.write(folder, 9, Map.of("a", "\n".repeat(200_000)), agent, List.of()));
    assertThat(Checkpoint.resume(folder).step()).isEqualTo(7);
    assertThat(folder.toFile().list()).hasSize(3);
  }

  @Test
  void aboutMaySayAlmostAnything() {
    Map<String, String> about = Map.of("", "", "é\"\\\n", "\u0000\u001f".repeat(80_000), "名", "🙂");
    Checkpoint.write(folder, Long.MAX_VALUE, about, new Agent(1), List.of());
    assertThat(Checkpoint.read(folder).about()).isEqualTo(about);
    assertThat(Checkpoint.read(folder).step()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void aFolderThatCannotBeMadeIsAnErrorOfTheCheckpoint() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "x");
    assertThatExceptionOfType(CheckpointException.class)
        .isThrownBy(() -> save(file.resolve("below"), new Agent(1)))
        .withMessageContaining("cannot be written");
  }

  @Test
  void noCheckpoint() {
    assertThatExceptionOfType(CheckpointException.class)
        .isThrownBy(() -> Checkpoint.read(folder))
        .withMessage(folder + ": there is no checkpoint (no manifest.json)");
    assertThatExceptionOfType(CheckpointException.class)
        .isThrownBy(() -> Checkpoint.read(folder.resolve("absent")));
  }
}
