package dev.bellman.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellman.bench.run.AlgorithmEntry;
import dev.bellman.bench.run.Algorithms;
import dev.bellman.bench.run.FakeTraining;
import dev.bellman.core.experience.Dataset;
import dev.bellman.core.space.Discrete;
import dev.bellman.envs.dataset.DatasetFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetCommandsTest {
  private static final Algorithms ALGORITHMS = algorithms();

  @TempDir private Path folder;

  private record Result(int code, String out, String err) {}

  private static Algorithms algorithms() {
    List<AlgorithmEntry<?>> entries = new ArrayList<>(Algorithms.all().entries());
    entries.add(FakeTraining.entry());
    return new Algorithms(entries);
  }

  private Result rl(String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    PrintStream outStream = new PrintStream(out, true, StandardCharsets.UTF_8);
    PrintStream errStream = new PrintStream(err, true, StandardCharsets.UTF_8);
    Workbench bench =
        new Workbench(ALGORITHMS, folder.resolve("runs"), outStream, errStream, false);
    int code = new CommandLineInterface(bench).run(args);
    return new Result(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private Result done(String command) {
    Result result = rl(command.split(" "));
    assertThat(result.code()).as(result.err()).isZero();
    return result;
  }

  private void assertRefused(int code, String sentence, String command) {
    Result result = rl(command.split(" "));
    assertThat(result.code()).as(result.err()).isEqualTo(code);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).contains(sentence).hasLineCount(1).doesNotContain("\tat ");
  }

  private Path file(String name) {
    return folder.resolve(name + ".safetensors");
  }

  private Dataset collected(String arguments) {
    Path file = file("collected");
    done("collect " + arguments + " --quiet --out " + file);
    return DatasetFile.read(file);
  }

  private Path trained(String run) {
    Path out = folder.resolve("run" + run.hashCode());
    if (!Files.exists(out)) {
      done("train " + run + " --quiet --eval-episodes 1 --out " + out);
    }
    return out;
  }

  @Test
  void randomActionsAreRecordedAndCutAfterSoManySteps() {
    Result result = done("collect random CartPole-v1 --steps 1e3 --seed 3 --out " + file("random"));
    assertThat(result.out().lines())
        .satisfiesExactly(
            line ->
                assertThat(line).matches("steps    1000 in \\d+ episodes: .* 0 truncated, . cut"),
            line -> assertThat(line).startsWith("return   "),
            line -> assertThat(line).isEqualTo("file     " + file("random")));
    assertThat(result.err()).contains("collect CartPole-v1: step 1000 of 1000");
    Dataset random = DatasetFile.read(file("random"));
    assertThat(random.steps()).isEqualTo(1000);
    assertThat(random.origin().environment()).isEqualTo("CartPole-v1");
    assertThat(random.origin().behaviour()).isEqualTo("random");
    assertThat(collected("random CartPole-v1 --steps 1000 --seed 3").observations())
        .isEqualTo(random.observations());
    assertThat(collected("random CartPole-v1 --steps 1000 --seed 4").observations())
        .isNotEqualTo(random.observations());
  }

  @Test
  void optionsOfTheEnvironmentAreRecorded() {
    Dataset lake = collected("random FrozenLake-v1 --steps 50 --env map=8x8");
    assertThat(lake.origin().observationSpace()).isEqualTo(new Discrete(64));
    assertThat(lake.origin().behaviour()).isEqualTo("random, map=8x8");
    assertThat(lake.observationSize()).isEqualTo(1);
    assertThat(collected("random LQR-v0 --steps 20").steps()).isEqualTo(20);
  }

  @Test
  void aPolicyActsGreedilyOrDraws() {
    Path run =
        trained(
            "ppo Pendulum-v1 --steps 64 --set rolloutSteps=64 --set environments=1 --set minibatches=2 --set hidden=8");
    String acting = run + " Pendulum-v1 --steps 500 --seed 1";
    Dataset drawn = collected(acting);
    Dataset greedy = collected(acting + " --greedy");
    assertThat(drawn.steps()).isEqualTo(500);
    assertThat(drawn.episodes()).isEqualTo(3);
    assertThat(drawn.origin().behaviour()).isEqualTo("ppo after 64 steps");
    assertThat(greedy.origin().behaviour()).isEqualTo("ppo after 64 steps, greedy");
    assertThat(roughness(drawn)).isGreaterThan(10 * roughness(greedy));
    assertThat(collected(acting).actions()).isEqualTo(drawn.actions());
  }

  /** The mean change of an action from a step to the next. */
  private static double roughness(Dataset dataset) {
    double sum = 0;
    for (int i = 1; i < 200; i++) {
      sum += Math.abs(dataset.actions()[i] - dataset.actions()[i - 1]);
    }
    return sum;
  }

  @Test
  void aReplayBufferIsWrittenAsEpisodes() {
    Path run =
        trained("sac Pendulum-v1 --steps 450 --set learningStarts=1000 --set bufferSize=350");
    Dataset replay = collected(run + " Pendulum-v1 --replay");
    assertThat(replay.steps()).isEqualTo(350);
    // the ring has forgotten the first half of the first episode
    assertThat(replay.episodes()).isEqualTo(3);
    assertThat(replay.length(0)).isEqualTo(100);
    assertThat(replay.length(1)).isEqualTo(200);
    assertThat(replay.length(2)).isEqualTo(50);
    assertThat(replay.truncated()[99]).isTrue();
    assertThat(replay.origin().behaviour()).isEqualTo("training of sac after 450 steps");
    assertThat(collected(run + " Pendulum-v1 --replay --steps 60").steps()).isEqualTo(60);
  }

  @Test
  void numbersThatTheNetworkSawOneHotAreNumbersAgain() {
    Path run = trained("dqn FrozenLake-v1 --steps 150 --set learningStarts=1000");
    for (String how : List.of(" --replay", " --steps 70", " --steps 70 --greedy")) {
      Dataset lake = collected(run + " FrozenLake-v1" + how);
      assertThat(lake.origin().observationSpace()).isEqualTo(new Discrete(16));
      assertThat(lake.observations()[0]).isZero();
      assertThat(lake.observations()).containsAnyOf(1, 4);
    }
  }

  @Test
  void figuresArePrintedAndDrawn() throws IOException {
    done("collect random CartPole-v1 --steps 1000 --quiet --out " + file("a"));
    Path png = folder.resolve("a.png");
    Result shown = done("dataset " + file("a") + " --png " + png);
    assertThat(shown.out())
        .contains(
            "from     CartPole-v1, acted by random", "steps    1000 in ", "reward   from 1 to 1")
        .contains("obs3  ", " ± ", "picture  " + png);
    int episodes = DatasetFile.read(file("a")).episodes();
    int counted =
        shown
            .out()
            .lines()
            .filter(line -> line.contains("█"))
            .mapToInt(line -> Integer.parseInt(line.substring(line.lastIndexOf(' ') + 1)))
            .sum();
    assertThat(counted).isEqualTo(episodes);
    assertThat(Files.readAllBytes(png)).startsWith(0x89, 'P', 'N', 'G');
  }

  @Test
  void datasetsOfOneEnvironmentAreMixed() {
    done("collect random CartPole-v1 --steps 100 --quiet --out " + file("a"));
    done("collect random CartPole-v1 --steps 50 --seed 1 --quiet --out " + file("b"));
    done("collect random FrozenLake-v1 --steps 50 --quiet --out " + file("c"));
    done("dataset mix " + file("a") + " " + file("b") + " --out " + file("mixed"));
    Dataset mixed = DatasetFile.read(file("mixed"));
    assertThat(mixed.steps()).isEqualTo(150);
    assertThat(mixed.episodes())
        .isEqualTo(DatasetFile.read(file("a")).episodes() + DatasetFile.read(file("b")).episodes());
    assertThat(mixed.origin().behaviour()).isEqualTo("random");
    assertRefused(
        2,
        "the environment of " + file("a") + " and " + file("c"),
        "dataset mix " + file("a") + " " + file("c") + " --out " + file("mixed"));
  }

  @Test
  void aDatasetCanGetTheNameOfItsEnvironment() {
    done("collect random CartPole-v1 --steps 20 --quiet --out " + file("a"));
    done("dataset convert " + file("a") + " --environment CartPole-v1 --out " + file("b"));
    assertThat(DatasetFile.read(file("b")).origin())
        .isEqualTo(DatasetFile.read(file("a")).origin());
    assertRefused(
        1,
        "a.safetensors: Dataset: observations has",
        "dataset convert " + file("a") + " --environment Pendulum-v1 --out " + file("b"));
  }

  @Test
  void minariAndD4rlAreWrittenAndReadWithoutAWordOnTheConsole() throws Exception {
    Path minari = folder.resolve("minari.hdf5");
    Path flat = folder.resolve("flat.hdf5");
    Path back = file("back");
    assertThat(process("collect random CartPole-v1 --steps 50 --quiet --out " + minari))
        .hasLineCount(3);
    assertThat(process("dataset convert " + minari + " --d4rl --out " + flat)).hasLineCount(3);
    done("dataset convert " + flat + " --environment CartPole-v1 --out " + back);
    Dataset first = DatasetFile.read(minari);
    Dataset last = DatasetFile.read(back);
    assertThat(last.observations()).isEqualTo(first.observations());
    assertThat(last.actions()).isEqualTo(first.actions());
    assertThat(last.origin().observationSpace()).isEqualTo(first.origin().observationSpace());
    assertThat(done("dataset " + flat).out()).startsWith("from     unknown, acted by flat.hdf5");
  }

  /** What a JVM of its own prints on both streams. */
  private static String process(String command) throws Exception {
    List<String> line =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "dev.bellman.bench.Rl"));
    line.addAll(List.of(command.split(" ")));
    Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(out).isZero();
    return out;
  }

  @Test
  void wrongUsageIsOneSentence() throws IOException {
    String out = " --out " + file("x");
    assertRefused(2, "--steps 1e5", "collect random CartPole-v1" + out);
    assertRefused(2, "at least 1", "collect random CartPole-v1 --steps 0" + out);
    assertRefused(2, "did you mean CartPole-v1", "collect random CartPole-v0 --steps 9" + out);
    assertRefused(2, "of a run", "collect random CartPole-v1 --steps 9 --greedy" + out);
    assertRefused(2, "holds no run", "collect " + folder + " CartPole-v1 --steps 9" + out);
    assertRefused(2, "must end in", "collect random CartPole-v1 --steps 9 --out x.csv");
    assertRefused(2, "'--out=FILE'", "collect random CartPole-v1 --steps 9");
    Path run = trained("fake CartPole-v1 --steps 64");
    assertRefused(2, "name that environment", "collect " + run + " Acrobot-v1 --steps 9" + out);
    assertRefused(2, "no replay buffer", "collect " + run + " CartPole-v1 --replay" + out);
    assertRefused(2, "exclude each", "collect " + run + " CartPole-v1 --replay --greedy" + out);
    assertRefused(2, "--env does", "collect " + run + " CartPole-v1 --replay --env a=1" + out);
    assertRefused(2, "rl dataset FILE", "dataset");
    assertRefused(2, "in .hdf5", "dataset convert " + file("a") + " --d4rl" + out);
    assertRefused(1, "There is no file", "dataset " + file("nothing"));
    Files.writeString(file("text"), "this is no dataset");
    assertRefused(1, "neither a safetensors file nor HDF5", "dataset " + file("text"));
    assertThat(file("x")).doesNotExist();
  }
}
