package dev.bellman.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellman.bench.run.Algorithms;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From data to a policy, by commands alone. */
class OfflineCommandsTest {
  private static final String TINY = " --quiet --eval-episodes 1 --set hidden=8 --set batchSize=8";

  @TempDir private Path folder;
  private Path data;
  private Path run;

  private record Result(int code, String out, String err) {}

  private Result rl(String command) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Workbench bench =
        new Workbench(
            Algorithms.all(),
            folder.resolve("runs"),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            false);
    int code = new CommandLineInterface(bench).run(command.split(" "));
    return new Result(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private Result done(String command) {
    Result result = rl(command);
    assertThat(result.code()).as(result.err()).isZero();
    return result;
  }

  private void assertRefused(int code, String sentence, String command) {
    Result result = rl(command);
    assertThat(result.code()).as(result.err()).isEqualTo(code);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).contains(sentence).hasLineCount(1).doesNotContain("\tat ");
  }

  private Path collected(String environment) {
    Path file = folder.resolve(environment + ".safetensors");
    done("collect random " + environment + " --steps 250 --quiet --out " + file);
    return file;
  }

  @BeforeEach
  void train() {
    data = collected("CartPole-v1");
    run = folder.resolve("run");
    done("train iql CartPole-v1 --steps 200 --dataset " + data + TINY + " --out " + run);
  }

  @Test
  void aRunOnADatasetGoesOnAndIsEvaluated() throws IOException {
    assertThat(run.resolve("curve.png")).isNotEmptyFile();
    List<String> header = columns(0);
    assertThat(header).contains("meanValue", "policyValue", "valueGap");
    assertThat(columns(2).getFirst()).isEqualTo("200");

    done("resume " + run + " --steps 350 --quiet");
    List<String> last = columns(4);
    assertThat(last.getFirst()).isEqualTo("350");
    double gap = Double.parseDouble(last.get(header.indexOf("valueGap")));
    assertThat(gap)
        .isEqualTo(
            Double.parseDouble(last.get(header.indexOf("policyValue")))
                - Double.parseDouble(last.get(header.indexOf("meanValue"))));
    // the picture of the values of the policy's actions and the data's
    assertThat(Files.readAllBytes(run.resolve("curve.png"))).startsWith(0x89, 'P', 'N', 'G');

    Files.delete(data); // what was learned is in the checkpoint
    assertThat(done("eval " + run + " --episodes 1").out())
        .contains("steps    350", "over 1 episode");
  }

  private List<String> columns(int line) throws IOException {
    return List.of(Files.readAllLines(run.resolve("progress.csv")).get(line).split(",", -1));
  }

  /** All before the run that is there is replaced. */
  @Test
  void dataThatCannotBeLearnedFromAreRefused() throws IOException {
    String train = "train iql CartPole-v1 --steps 100 --overwrite --out " + run + TINY;
    byte[] before = Files.readAllBytes(run.resolve("progress.csv"));
    Path cut = folder.resolve("cut.safetensors");
    byte[] whole = Files.readAllBytes(data);
    Files.write(cut, Arrays.copyOf(whole, whole.length - 100));

    assertRefused(2, "name one with --dataset", train);
    assertRefused(
        2, "does not fit the environment", train + " --dataset " + collected("Pendulum-v1"));
    assertRefused(2, "cut.safetensors", train + " --dataset " + cut);
    assertRefused(1, "no file", train + " --dataset " + folder.resolve("none.safetensors"));

    assertThat(Files.readAllBytes(run.resolve("progress.csv"))).isEqualTo(before);
    assertThat(done("eval " + run + " --episodes 1").out()).contains("steps    200");
  }

  @Test
  void aRunDoesNotGoOnWithOtherData() {
    done("collect random CartPole-v1 --steps 250 --seed 1 --quiet --out " + data);
    assertRefused(1, "learned from another dataset", "resume " + run + " --steps 300 --quiet");
  }
}
