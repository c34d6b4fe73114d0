package dev.bellman.bench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.bellman.bench.config.UsageException;
import dev.bellman.core.training.Training;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The exact algorithms in the worlds whose values are known. */
class ExactAlgorithmsTest {

  private static Training solve(String algorithm, String world, Map<String, String> settings) {
    return solve(algorithm, world, Map.of(), settings);
  }

  private static Training solve(
      String algorithm, String world, Map<String, String> rules, Map<String, String> settings) {
    Training training =
        Algorithms.all().find(algorithm).create(settings, Worlds.factory(world, rules), 0, 2);
    while (training.advance(Long.MAX_VALUE)) {
      assertThat(training.steps()).isLessThan(10_000_000);
    }
    return training;
  }

  /** V*(start), computed once by independent programs to ten digits. */
  @ParameterizedTest
  @CsvSource({
    "FrozenLake-v1, 0.99, 0.5420259320",
    "FrozenLake-v1, 0.95, 0.1804715784",
    "FrozenLake-v1, 1, 0.823529411765",
    "FrozenLake8x8-v1, 0.99, 0.4146403618",
    "FrozenLake8x8-v1, 0.95, 0.0482502041",
    "FrozenLake8x8-v1, 1, 1.0",
    "CliffWalking-v1, 1, -13",
    "CliffWalking-v1, 0.99, -12.247897700103",
    "Taxi-v4, 1, 7.93",
    "Taxi-v4, 0.99, 6.3274643149",
    "Blackjack-v1, 1, -0.0431131054"
  })
  void allFourFindTheValueOfTheStart(String world, String gamma, double value) {
    for (String algorithm :
        new String[] {
          "policy-iteration-v", "policy-iteration-q", "value-iteration-v", "value-iteration-q"
        }) {
      Training training = solve(algorithm, world, Map.of("gamma", gamma));
      assertThat(training.metrics().get("startValue")).as(algorithm).isCloseTo(value, within(1e-9));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "FrozenLake-v1, slippery=false, 0.99, 0.9509900499",
    "Blackjack-v1, sab=false, 1, -0.0465559771"
  })
  void soTheyDoInOtherWorldsOfTheName(String world, String setting, String gamma, double value) {
    String[] named = setting.split("=");
    for (String algorithm :
        new String[] {
          "policy-iteration-v", "policy-iteration-q", "value-iteration-v", "value-iteration-q"
        }) {
      Training training =
          solve(algorithm, world, Map.of(named[0], named[1]), Map.of("gamma", gamma));
      assertThat(training.metrics().get("startValue")).as(algorithm).isCloseTo(value, within(1e-9));
    }
  }

  @Test
  void softPolicyIterationIsNearAtALowTemperature() {
    Map<String, String> settings = Map.of("gamma", "0.99", "temperature", "1e-5");
    Training training = solve("soft-policy-iteration", "FrozenLake-v1", settings);
    assertThat(training.metrics().get("startValue")).isBetween(0.5420259, 0.5420260 + 1.5e-3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "1.5"})
  void aDiscountBeyondItsRangeIsOneSentence(String gamma) {
    assertThatThrownBy(() -> solve("value-iteration-v", "FrozenLake-v1", Map.of("gamma", gamma)))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("gamma must be in (0, 1], but is " + Double.parseDouble(gamma));
  }

  @Test
  void aWorldWithoutKnownDynamicsIsRefused() {
    assertThatThrownBy(() -> solve("value-iteration-v", "CartPole-v1", Map.of()))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("CartPole-v1");
  }

  @Test
  void aRunHasARowASweepAndItsSpeed(@TempDir Path folder) {
    for (String algorithm : List.of("value-iteration-v", "policy-iteration-q")) {
      RunFolder run = new RunFolder(folder.resolve(algorithm));
      RunConfig config =
          RunConfig.ofPreset(
              Algorithms.all().find(algorithm),
              "FrozenLake-v1",
              0,
              OptionalLong.of(1_000_000),
              Map.of("gamma", "0.95"),
              "",
              1);
      Summary summary = TrainingRun.start(config, run, Algorithms.all(), Progress.NONE);
      assertThat(summary.figure("stepsPerSecond")).as(algorithm).isPositive();
      assertThat(summary.figure("steadyStepsPerSecond")).as(algorithm).isPositive();
      double[][] rows = ProgressTable.read(run.progress()).rows().toArray(double[][]::new);
      assertThat(rows.length).as(algorithm).isGreaterThan(1);
      for (int i = 1; i < rows.length; i++) {
        assertThat(rows[i][0]).as("%s, row %d", algorithm, i).isGreaterThan(rows[i - 1][0]);
      }
    }
  }
}
