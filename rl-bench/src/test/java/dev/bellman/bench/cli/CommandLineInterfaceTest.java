package dev.bellman.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellman.bench.run.Algorithms;
import dev.bellman.bench.run.FakeTraining;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineInterfaceTest {
  private static final Algorithms ALGORITHMS = new Algorithms(List.of(FakeTraining.entry()));

  @TempDir private Path folder;

  private record Result(int code, String out, String err) {}

  private Result rl(String... args) {
    return rl(ALGORITHMS, args);
  }

  private Result rl(Algorithms algorithms, String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    PrintStream outStream = new PrintStream(out, true, StandardCharsets.UTF_8);
    PrintStream errStream = new PrintStream(err, true, StandardCharsets.UTF_8);
    Workbench bench =
        new Workbench(algorithms, folder.resolve("runs"), outStream, errStream, false);
    int code = new CommandLineInterface(bench).run(args);
    return new Result(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private void assertMisuse(String sentence, String... args) {
    Result result = rl(args);
    assertThat(result.code()).as(result.err()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).contains(sentence).hasLineCount(1).doesNotContain("\tat ");
  }

  private Path run(String seed) {
    Result result = rl("train", "fake", "CartPole-v1", "--steps", "640", "--seed", seed, "--quiet");
    assertThat(result.code()).as(result.err()).isZero();
    return folder.resolve("runs").resolve("fake-CartPole-v1-" + seed);
  }

  @Test
  void aloneItHelps() {
    for (Result result : List.of(rl(), rl("--help"))) {
      assertThat(result.code()).isZero();
      assertThat(result.out()).contains("Examples", "rl train ppo CartPole-v1", "rollout");
      assertThat(result.err()).isEmpty();
    }
    assertThat(rl("train", "--help").out()).contains("--eval-every", "NAME=VALUE");
    assertThat(rl("jmh", "--help").out()).contains("rl jmh -h");
  }

  @Test
  void listShowsWhatThereIs() {
    assertThat(rl("list").out()).contains("fake", "Random search", "CartPole-v1", "Pendulum-v1");
    assertThat(rl("list", "fake").out()).contains("rolloutSteps", "64,64");
    assertMisuse("did you mean fake", "list", "fakee");
  }

  @Test
  void wrongUsageIsOneSentenceWithTheNearestName() {
    assertMisuse("did you mean train", "trian");
    assertMisuse("did you mean fake", "train", "fak", "CartPole-v1");
    assertMisuse("did you mean CartPole-v1", "train", "fake", "CartPole-v0");
    assertMisuse("did you mean --steps", "train", "fake", "CartPole-v1", "--stepz", "3");
    assertMisuse("did you mean noise", "train", "fake", "CartPole-v1", "--set", "nois=3");
    assertMisuse("noise to 'x'", "train", "fake", "CartPole-v1", "--set", "noise=x");
    assertMisuse("rolloutSteps must be", "train", "fake", "CartPole-v1", "--set", "rolloutSteps=0");
    assertMisuse("no whole number", "train", "fake", "CartPole-v1", "--steps", "many");
    assertMisuse("at least 1", "train", "fake", "CartPole-v1", "--steps", "0");
    assertMisuse("ENVIRONMENT", "train", "fake");
    assertMisuse("x", "train", "fake", "CartPole-v1", "--env", "x=3");
    assertMisuse("fake does not learn in Pendulum-v1", "train", "fake", "Pendulum-v1");
    assertMisuse("holds no run", "resume", folder.resolve("nothing").toString());
    assertMisuse("holds no run", "eval", folder.resolve("nothing").toString());
    assertMisuse("ceiling", "speed", "ceilin");
    assertThat(folder.resolve("runs")).doesNotExist();
  }

  @Test
  void aRunEndsWithAShortSummary() throws IOException {
    Result result = rl("train", "fake", "CartPole-v1", "--steps", "1e3", "--eval-episodes", "2");
    assertThat(result.code()).isZero();
    assertThat(result.out())
        .contains(" over 2 episodes", "steps/s", "fake-CartPole-v1-0", "curve.png");
    assertThat(result.out()).hasLineCount(4);
    assertThat(result.err()).contains("step 1000 of 1000");
    Result again = rl("train", "fake", "CartPole-v1", "--steps", "1e3", "--quiet");
    assertThat(again.out()).contains("fake-CartPole-v1-0-2");
    assertThat(again.err()).isEmpty();
    Path config = folder.resolve("runs/fake-CartPole-v1-0/config.json");
    assertThat(Files.readString(config)).contains("\"rolloutSteps\" : \"64\"");
  }

  @Test
  void anOutputFolderIsNotOverwrittenUnasked() {
    String out = folder.resolve("mine").toString();
    String[] train = {"train", "fake", "CartPole-v1", "--steps", "64", "--quiet", "--out", out};
    assertThat(rl(train).code()).isZero();
    assertMisuse("--overwrite", train);
    String[] again = {
      "train", "fake", "CartPole-v1", "--steps", "128", "--quiet", "--out", out, "--overwrite"
    };
    assertThat(rl(again).code()).isZero();
  }

  @Test
  void aRunIsReplacedOnceAnotherIsAcceptedAndNotBefore() throws IOException {
    Path run = run("0");
    String out = run.toString();
    Map<String, String> before = files(run);
    String[] overwriting = {"--steps", "64", "--quiet", "--out", out, "--overwrite"};
    assertMisuse(
        "does not learn in Pendulum-v1", with(overwriting, "train", "fake", "Pendulum-v1"));
    assertMisuse("x", with(overwriting, "train", "fake", "CartPole-v1", "--env", "x=3"));
    assertThat(files(run)).isEqualTo(before);

    assertThat(rl(with(overwriting, "train", "fake", "CartPole-v1")).code()).isZero();
    assertThat(files(run)).isNotEqualTo(before);
  }

  private static String[] with(String[] options, String... command) {
    return Stream.of(command, options).flatMap(Stream::of).toArray(String[]::new);
  }

  /** The contents of all files below a folder. */
  private static Map<String, String> files(Path folder) throws IOException {
    try (Stream<Path> tree = Files.walk(folder)) {
      Map<String, String> all = new TreeMap<>();
      for (Path file : tree.filter(Files::isRegularFile).toList()) {
        all.put(folder.relativize(file).toString(), Arrays.toString(Files.readAllBytes(file)));
      }
      return all;
    }
  }

  @Test
  void aFinishedRunIsSaidToBeFinishedAndCanGoOn() {
    String run = run("0").toString();
    Result finished = rl("resume", run);
    assertThat(finished.code()).isZero();
    assertThat(finished.out()).contains("has finished its 640 steps");
    assertThat(rl("resume", run, "--steps", "1280").code()).isZero();
    assertThat(rl("eval", run, "--episodes", "1").out())
        .contains("steps    1280", "over 1 episode");
    assertMisuse("1280", "resume", run, "--steps", "100");
  }

  @Test
  void evaluationAgreesWithTheSummary() {
    String run = run("3").toString();
    String line =
        rl("resume", run)
            .out()
            .lines()
            .filter(l -> l.startsWith("return"))
            .findFirst()
            .orElseThrow();
    assertThat(rl("eval", run).out()).contains(line);
    assertThat(rl("eval", run, "--seed", "99").out()).doesNotContain(line);
  }

  @Test
  void aDivergedRunFailsWithOneSentence() {
    Result result =
        rl("train", "fake", "CartPole-v1", "--steps", "640", "--quiet", "--set", "divergeAt=128");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err())
        .isEqualTo("rl: fake: the loss is NaN at step 128." + System.lineSeparator());
  }

  /** The first update ruins the network, by which the next step would be chosen. */
  @Test
  void soDoesOneWhosePolicyHasDiverged() {
    String settings = "learningRate=1e38 learningStarts=64 trainEvery=4 updates=1 bufferSize=100";
    List<String> args = new ArrayList<>(List.of("train", "dqn", "CartPole-v1", "--quiet"));
    for (String setting : settings.split(" ")) {
      args.addAll(List.of("--set", setting));
    }
    Result result = rl(Algorithms.all(), args.toArray(String[]::new));
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err())
        .isEqualTo(
            "rl: dqn: the outputs of the policy's network are no longer finite, so the training has"
                + " diverged; try a smaller learningRate."
                + System.lineSeparator());
  }

  @Test
  void runsOfOneSeedAreEqualAndOthersDiffer() {
    String left = run("1").toString();
    rl("train", "fake", "CartPole-v1", "--steps", "640", "--seed", "1", "--quiet");
    Result equal = rl("diff", left, left + "-2");
    assertThat(equal.code()).as(equal.out()).isZero();
    Result different = rl("diff", left, run("2").toString());
    assertThat(different.code()).isEqualTo(1);
    assertThat(different.out()).hasLineCount(1);
  }

  @Test
  void plotsAreWrittenForOneRunAndForSeveral() {
    Path one = folder.resolve("one.png");
    Path many = folder.resolve("many.png");
    String first = run("1").toString();
    assertThat(rl("plot", first, "--out", one.toString()).code()).isZero();
    assertThat(rl("plot", first, run("2").toString(), "--out", many.toString()).code()).isZero();
    assertThat(one).isNotEmptyFile();
    assertThat(many).isNotEmptyFile();
    assertMisuse("--out", "plot", first);
  }

  @Test
  void aRolloutFollowsGymnasium() throws IOException {
    // the first rows of Gymnasium's own trajectory of seed 0
    Path actions = folder.resolve("actions.txt");
    Files.writeString(actions, "0\n1\n");
    assertThat(rl("rollout", "CartPole-v1", "--actions", actions.toString()).out().lines())
        .containsExactly(
            "seed,step,kind,action,obs0,obs1,obs2,obs3,reward,terminated,truncated",
            "0,0,reset,,0.013696169,-0.02302133,-0.045902647,-0.048347235,,,",
            "0,1,step,0,0.013235742,-0.21745604,-0.04686959,0.22950698,1.0,0,0",
            "0,2,step,1,0.008886621,-0.021696746,-0.042279452,-0.0775841,1.0,0,0");
  }

  @Test
  void aRolloutCanDrawItsStates() throws IOException {
    Path actions = folder.resolve("actions.txt");
    Files.writeString(actions, "1\n");
    Result drawn =
        rl(
            "rollout",
            "FrozenLake-v1",
            "--env",
            "slippery=false",
            "--env",
            "map=SF/FG",
            "--actions",
            actions.toString(),
            "--text");
    assertThat(drawn.code()).as(drawn.err()).isZero();
    assertThat(drawn.out().lines())
        .containsExactly(
            "seed,step,kind,action,obs0,reward,terminated,truncated",
            "0,0,reset,,0,,,",
            "0,1,step,1,2,0.0,0,0");
    assertThat(drawn.err().lines()).containsExactly("[S] F ", " F  G ", " S  F ", "[F] G ");
    assertMisuse("--text", "rollout", "CartPole-v1", "--text");
  }

  @Test
  void whatAnActionBeyondTheBoundsDoesIsUpToTheEnvironment() throws IOException {
    Path actions = folder.resolve("actions.txt");
    Files.writeString(actions, "2\n-2\n");
    String within = rl("rollout", "Pendulum-v1", "--actions", actions.toString()).out();
    Files.writeString(actions, "2.5\n-9\n");
    String beyond = rl("rollout", "Pendulum-v1", "--actions", actions.toString()).out();
    assertThat(beyond).contains(",step,2.5,", ",step,-9.0,");
    assertThat(beyond.replace("2.5,", "2.0,").replace("-9.0,", "-2.0,")).isEqualTo(within);

    Files.writeString(actions, "2\n");
    assertThat(rl("rollout", "MountainCarContinuous-v0", "--actions", actions.toString()).out())
        .endsWith(",-0.4,0,0\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"NaN", "Infinity", "-Infinity"})
  void anActionThatIsNotFiniteIsRefused(String action) throws IOException {
    Path actions = folder.resolve("actions.txt");
    Files.writeString(actions, "0\n" + action + "\n");
    Result refused = rl("rollout", "Pendulum-v1", "--actions", actions.toString());
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err()).contains("The action of step 2").hasLineCount(1);
  }

  @Test
  void aRolloutGoesOnAfterAnEpisodeAndCanUseAPolicy() {
    List<String> random = rl("rollout", "CartPole-v1", "--steps", "100").out().lines().toList();
    assertThat(random.stream().filter(line -> line.contains(",reset,")).count()).isGreaterThan(1);
    assertThat(rl("rollout", "CartPole-v1", "--steps", "100").out().lines().toList())
        .isEqualTo(random);
    Result acted = rl("rollout", "CartPole-v1", "--steps", "5", "--policy", run("0").toString());
    assertThat(acted.code()).as(acted.err()).isZero();
    assertThat(acted.out()).hasLineCount(7);
  }

  @Test
  void aRolloutIsDrawnBesideItsRows() throws IOException {
    Path gif = folder.resolve("cart.gif");
    Path png = folder.resolve("cart.png");
    String[] plain = {"rollout", "CartPole-v1", "--steps", "30"};
    Result drawn =
        rl(
            "rollout",
            "CartPole-v1",
            "--steps",
            "30",
            "--gif",
            gif.toString(),
            "--png",
            png.toString());
    assertThat(drawn.code()).as(drawn.err()).isZero();
    assertThat(drawn.out()).isEqualTo(rl(plain).out());
    assertThat(Files.readAllBytes(gif)).startsWith('G', 'I', 'F', '8', '9', 'a');
    assertThat(Files.readAllBytes(png)).startsWith(0x89, 'P', 'N', 'G');
    assertMisuse(
        "There is no picture of LQR-v0: leave out --gif and --png, or choose one of Acrobot-v1, ",
        "rollout",
        "LQR-v0",
        "--gif",
        folder.resolve("none.gif").toString());
    assertThat(folder.resolve("none.gif")).doesNotExist();
  }

  @Test
  void actionsThatDoNotFitAreNamed() throws IOException {
    Path actions = folder.resolve("actions.txt");
    Files.writeString(actions, "0\n2\n");
    Result outside = rl("rollout", "CartPole-v1", "--actions", actions.toString());
    assertThat(outside.code()).isEqualTo(2);
    assertThat(outside.err()).contains("step 2");
    assertMisuse(
        "only 2 actions",
        "rollout",
        "CartPole-v1",
        "--steps",
        "3",
        "--actions",
        actions.toString());
    Files.writeString(actions, "left\n");
    assertMisuse("Action 1", "rollout", "CartPole-v1", "--actions", actions.toString());
  }

  @Test
  void speedEndsWithUpdatesPerSecond() {
    assertThat(rl("speed", "fake", "--seconds", "0.01").out().lines())
        .satisfiesExactly(
            line -> assertThat(line).matches("warmed up at \\d+\\.\\d updates/s"),
            line -> assertThat(line).matches("95 % of full speed after \\d+\\.\\d\\d s"),
            line -> assertThat(line).matches("fake \\d+\\.\\d updates/s"));
  }

  @Test
  void numbersDoNotFollowTheLocale() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.GERMANY);
      assertThat(rl("speed", "fake", "--seconds", "0.01").out()).doesNotContain(",");
      assertThat(rl("rollout", "CartPole-v1", "--steps", "1").out()).contains("0.013696169");
    } finally {
      Locale.setDefault(before);
    }
  }
}
