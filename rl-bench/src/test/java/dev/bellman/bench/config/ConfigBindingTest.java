package dev.bellman.bench.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellman.algorithms.model.Cem;
import dev.bellman.algorithms.model.RandomShooting;
import dev.bellman.algorithms.model.Search;
import dev.bellman.core.training.Schedule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConfigBindingTest {

  enum Backup {
    ONE_STEP,
    MONTE_CARLO
  }

  sealed interface Advantage {
    record Gae(double lambda) implements Advantage {
      static Gae defaults() {
        return new Gae(0.95);
      }
    }

    record NStep(int n) implements Advantage {}

    record MonteCarlo() implements Advantage {}
  }

  record Network(List<Integer> hidden, boolean layerNorm) {}

  record Config(
      int batchSize,
      long bufferSize,
      float tau,
      double gamma,
      boolean clipped,
      String note,
      Backup backup,
      Schedule learningRate,
      Advantage advantage,
      Network network) {
    Config {
      if (gamma < 0 || gamma > 1) {
        throw new IllegalArgumentException("gamma must be in [0, 1], but is " + gamma);
      }
    }
  }

  private static final Config DEFAULTS =
      new Config(
          64,
          1_000_000,
          0.005f,
          0.99,
          true,
          "",
          Backup.ONE_STEP,
          Schedule.constant(3e-4),
          Advantage.Gae.defaults(),
          new Network(List.of(64, 64), false));

  private static Config with(String... pairs) {
    Map<String, String> settings = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      settings.put(pairs[i], pairs[i + 1]);
    }
    return ConfigBinding.with(DEFAULTS, settings);
  }

  @Test
  void nothingSetChangesNothing() {
    assertThat(with()).isSameAs(DEFAULTS);
  }

  @Test
  void everyKindOfComponentIsSet() {
    Config config =
        with(
            "batchSize", "128",
            "bufferSize", "1e5",
            "tau", "0.01",
            "gamma", "0.9",
            "clipped", "false",
            "note", "a=b",
            "backup", "monte-carlo",
            "learningRate", "lin_1e-3",
            "advantage.lambda", "0.8",
            "network.hidden", "400, 300",
            "network.layerNorm", "on");
    assertThat(config)
        .isEqualTo(
            new Config(
                128,
                100_000,
                0.01f,
                0.9,
                false,
                "a=b",
                Backup.MONTE_CARLO,
                Schedule.linear(1e-3),
                new Advantage.Gae(0.8),
                new Network(List.of(400, 300), true)));
  }

  record Planner(Search search) {}

  @Test
  void aChoiceAmongRecordsOfTheirOwnFilesIsMadeByItsName() {
    Planner cem = new Planner(Cem.defaults());
    assertThat(
            ConfigBinding.with(cem, Map.of("search", "random-shooting", "search.population", "70")))
        .isEqualTo(new Planner(new RandomShooting(70)));
    assertThat(ConfigBinding.with(cem, Map.of("search.elites", "7")).search())
        .isEqualTo(new Cem(500, 7, 5, 0.1, 1e-3));
  }

  @Test
  void aChoiceIsMadeByItsKebabName() {
    assertThat(with("advantage", "monte-carlo").advantage()).isEqualTo(new Advantage.MonteCarlo());
    assertThat(with("advantage", "n-step", "advantage.n", "5").advantage())
        .isEqualTo(new Advantage.NStep(5));
    assertThat(with("advantage", "gae", "advantage.lambda", "0.5").advantage())
        .isEqualTo(new Advantage.Gae(0.5));
  }

  @Test
  void aChoiceWithoutDefaultsAsksForItsParts() {
    assertThatThrownBy(() -> with("advantage", "n-step"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("advantage.n");
  }

  @Test
  void aDoubleMayBeInfinite() {
    record Bounds(double bound) {}

    for (String text : List.of("infinity", "none", "Infinity")) {
      assertThat(ConfigBinding.with(new Bounds(1), Map.of("bound", text)).bound())
          .isEqualTo(Double.POSITIVE_INFINITY);
    }
  }

  @Test
  void whatIsWrittenReadsBackExactly() {
    Config config =
        with(
            "gamma", "0.30000000000000004",
            "tau", "1.1754944e-38",
            "advantage", "n-step",
            "advantage.n", "7",
            "learningRate", "lin_7.77e-05",
            "network.hidden", "");
    Map<String, String> written = ConfigBinding.write(config);
    assertThat(written).containsEntry("advantage", "n-step").containsEntry("advantage.n", "7");
    assertThat(written).containsEntry("backup", "one-step");
    assertThat(ConfigBinding.with(DEFAULTS, written)).isEqualTo(config);
  }

  @Test
  void anUnknownNameIsAnsweredWithTheNearest() {
    assertThatThrownBy(() -> with("gama", "0.9"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("gama")
        .hasMessageContaining("did you mean gamma")
        .hasMessageContaining("network.hidden");
    assertThatThrownBy(() -> with("advantage.lamda", "0.9"))
        .hasMessageContaining("did you mean advantage.lambda");
  }

  @Test
  void aBadValueIsNamedWithItsComponent() {
    assertThatThrownBy(() -> with("gamma", "much")).hasMessageContaining("gamma to 'much'");
    assertThatThrownBy(() -> with("batchSize", "0.5")).hasMessageContaining("batchSize to '0.5'");
    assertThatThrownBy(() -> with("batchSize", "1e10")).hasMessageContaining("too large");
    assertThatThrownBy(() -> with("clipped", "2")).hasMessageContaining("true or false");
    assertThatThrownBy(() -> with("backup", "x")).hasMessageContaining("one-step, monte-carlo");
    assertThatThrownBy(() -> with("advantage", "x")).hasMessageContaining("gae, n-step");
    assertThatThrownBy(() -> with("learningRate", "x")).hasMessageContaining("learningRate to 'x'");
    assertThatThrownBy(() -> with("network", "x")).hasMessageContaining("network.hidden=");
  }

  @Test
  void whatTheRecordRefusesIsSaidInItsWords() {
    assertThatThrownBy(() -> with("gamma", "2"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("gamma=2")
        .hasMessageContaining("gamma must be in [0, 1], but is 2.0");
  }
}
