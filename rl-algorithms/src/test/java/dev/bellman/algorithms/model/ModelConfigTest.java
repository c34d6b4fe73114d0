package dev.bellman.algorithms.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.bellman.algorithms.Variation;
import dev.bellman.algorithms.model.DynamicsModel.Head;
import dev.bellman.algorithms.model.DynamicsModel.Rewards;
import dev.bellman.algorithms.model.DynamicsModel.Terminations;
import dev.bellman.algorithms.model.Imagination.FirstAction;
import dev.bellman.algorithms.policy.Sac;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ModelConfigTest {
  private static final Record MODEL = DynamicsModel.Config.defaults();
  private static final Record ROLLOUTS = Imagination.Config.defaults();
  private static final Record MBPO = Mbpo.Config.defaults();
  private static final Record DYNA = Dyna.Config.defaults();
  private static final Record PETS = Pets.Config.defaults();

  static Stream<Arguments> refused() {
    return Stream.of(
        arguments(MODEL, "members", 0, "model: members must be at least 1, but is 0"),
        arguments(MODEL, "elites", 0, "model: elites must be in [1, members], but is 0"),
        arguments(MODEL, "elites", 8, "model: elites must be in [1, members], but is 8"),
        arguments(
            MODEL,
            "hidden",
            List.of(3, 0),
            "model: hidden widths must be at least 1, but is [3, 0]"),
        arguments(
            MODEL,
            "learningRate",
            0.0,
            "model: learningRate must be positive and finite, but is 0.0"),
        arguments(MODEL, "decay", -1.0, "model: decay must be ≥ 0 and finite, but is -1.0"),
        arguments(MODEL, "batchSize", 0, "model: batchSize must be at least 1, but is 0"),
        arguments(MODEL, "holdout", 1.0, "model: holdout must be in [0, 1), but is 1.0"),
        arguments(MODEL, "patience", -1, "model: patience must be at least 0, but is -1"),
        arguments(MODEL, "epochs", 0, "model: epochs must be at least 1, but is 0"),
        arguments(MODEL, "every", 0, "model: every must be at least 1, but is 0"),
        arguments(ROLLOUTS, "starts", 0, "rollouts: starts must be at least 1, but is 0"),
        arguments(ROLLOUTS, "shortest", 0, "rollouts: shortest must be at least 1, but is 0"),
        arguments(ROLLOUTS, "longest", 0, "rollouts: longest must be at least 1, but is 0"),
        arguments(ROLLOUTS, "growsFrom", -1L, "rollouts: growsFrom must be at least 0, but is -1"),
        arguments(
            ROLLOUTS, "growsUntil", 0L, "rollouts: growsUntil must be above growsFrom, but is 0"),
        arguments(ROLLOUTS, "retain", 0, "rollouts: retain must be at least 1, but is 0"),
        arguments(
            ROLLOUTS,
            "longest",
            30_000,
            "rollouts: starts · longest · retain must be below 2³¹, but is 100000"),
        arguments(MBPO, "realRatio", 1.5, "mbpo: realRatio must be in [0, 1], but is 1.5"),
        arguments(
            DYNA, "imaginedUpdates", -1, "dyna: imaginedUpdates must be at least 0, but is -1"),
        arguments(PETS, "horizon", 0, "pets: horizon must be at least 1, but is 0"),
        arguments(
            PETS,
            "particles",
            0,
            "pets: particles must be a multiple of model.elites = 5, but is 0"),
        arguments(PETS, "gamma", 1.5, "pets: gamma must be in [0, 1], but is 1.5"));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void a_value_out_of_range_is_refused(Record config, String name, Object value, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Variation.of(config, name, value))
        .withMessage(message);
  }

  static Stream<Arguments> accepted() {
    return Stream.of(
        arguments(MODEL, "elites", 7),
        arguments(MODEL, "hidden", List.of()),
        arguments(MODEL, "decay", 0.0),
        arguments(MODEL, "holdout", 0.0),
        arguments(MODEL, "patience", 0),
        arguments(ROLLOUTS, "longest", 21_474),
        arguments(MBPO, "realRatio", 0.0),
        arguments(MBPO, "realRatio", 1.0),
        arguments(DYNA, "imaginedUpdates", 0),
        arguments(PETS, "gamma", 1.0));
  }

  @ParameterizedTest
  @MethodSource("accepted")
  void the_ends_of_the_ranges_are_accepted(Record config, String name, Object value) {
    assertThatCode(() -> Variation.of(config, name, value)).doesNotThrowAnyException();
  }

  @Test
  void a_product_that_no_long_holds_is_refused() {
    Imagination.Config rollouts = Imagination.Config.defaults();
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                Variation.of(
                    rollouts, Map.of("starts", 1 << 30, "longest", 1 << 30, "retain", 1 << 30)))
        .withMessageContaining("starts · longest · retain must be below 2³¹");
  }

  @Test
  void the_defaults_are_those_of_the_references() {
    List<Integer> four = List.of(200, 200, 200, 200);
    assertThat(DynamicsModel.Config.defaults())
        .isEqualTo(
            new DynamicsModel.Config(
                7,
                5,
                Head.PROBABILISTIC,
                Rewards.LEARNED,
                Terminations.LEARNED,
                four,
                1e-3,
                5e-5,
                256,
                0.2,
                5,
                1000,
                250));
    assertThat(ROLLOUTS)
        .isEqualTo(new Imagination.Config(100_000, FirstAction.POLICY, 1, 1, 0, 1, 1));
    Mbpo.Config mbpo = Mbpo.Config.defaults();
    assertThat(mbpo.realRatio()).isEqualTo(0.05);
    assertThat(mbpo.base()).isInstanceOf(Sac.Config.class);
    assertThat(mbpo.base().experience().learningStarts()).isEqualTo(5000);
    assertThat(mbpo.base().experience().updates()).isEqualTo(20);
    Pets.Config pets = Pets.Config.defaults();
    assertThat(pets.particles()).isEqualTo(20);
    assertThat(pets.horizon()).isEqualTo(30);
    assertThat(pets.propagation()).isEqualTo(Pets.Propagation.TS_INFINITY);
    assertThat(pets.search()).isEqualTo(new Cem(500, 50, 5, 0.1, 1e-3));
    assertThat(pets.model())
        .isEqualTo(
            new DynamicsModel.Config(
                5,
                5,
                Head.PROBABILISTIC,
                Rewards.LEARNED,
                Terminations.LEARNED,
                four,
                1e-3,
                5e-5,
                32,
                0,
                0,
                5,
                200));
  }
}
