package dev.bellman.algorithms.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.bellman.algorithms.Variation;
import dev.bellman.core.training.Schedule;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PpoConfigTest {
  private static final double INFINITY = Double.POSITIVE_INFINITY;

  static Stream<Arguments> refused() {
    return Stream.of(
        arguments("environments", 0),
        arguments("rolloutSteps", 0),
        arguments("epochs", 0),
        arguments("minibatches", 0),
        arguments("minibatches", 4 * 128 + 1),
        arguments("learningRate", Schedule.constant(0)),
        arguments("learningRate", Schedule.linear(-1e-4)),
        arguments("learningRate", Schedule.constant(INFINITY)),
        arguments("gamma", -0.01),
        arguments("gamma", 1.01),
        arguments("lambda", -0.01),
        arguments("lambda", 1.01),
        arguments("clip", Schedule.constant(0)),
        arguments("clip", Schedule.linear(-0.2)),
        arguments("valueClip", 0.0),
        arguments("entropyCoefficient", -0.01),
        arguments("entropyCoefficient", INFINITY),
        arguments("valueCoefficient", -0.5),
        arguments("valueCoefficient", INFINITY),
        arguments("maxGradientNorm", 0.0),
        arguments("targetKl", 0.0),
        arguments("hidden", List.of(64, 0)),
        arguments("hidden", List.of(-1)));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void a_value_out_of_range_is_refused_by_name(String name, Object value) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Variation.of(Ppo.Config.defaults(), name, value))
        .withMessageStartingWith("ppo: " + name)
        .withMessageContaining(value.toString().replaceAll("[\\[\\]]", ""));
  }

  static Stream<Arguments> accepted() {
    return Stream.of(
        arguments("environments", 1),
        arguments("minibatches", 4 * 128),
        arguments("gamma", 0.0),
        arguments("gamma", 1.0),
        arguments("lambda", 0.0),
        arguments("lambda", 1.0),
        arguments("clip", Schedule.constant(INFINITY)),
        arguments("valueClip", INFINITY),
        arguments("entropyCoefficient", 0.0),
        arguments("valueCoefficient", 0.0),
        arguments("maxGradientNorm", INFINITY),
        arguments("targetKl", INFINITY),
        arguments("hidden", List.of()));
  }

  @ParameterizedTest
  @MethodSource("accepted")
  void the_ends_of_the_ranges_are_accepted(String name, Object value) {
    assertThatCode(() -> Variation.of(Ppo.Config.defaults(), name, value))
        .doesNotThrowAnyException();
  }

  @Test
  void the_defaults_are_those_of_the_reference() {
    assertThat(Ppo.Config.defaults())
        .isEqualTo(
            new Ppo.Config(
                4,
                128,
                4,
                4,
                Schedule.parse("lin_2.5e-4"),
                0.99,
                0.95,
                Schedule.parse("0.2"),
                0.2,
                0.01,
                0.5,
                0.5,
                INFINITY,
                List.of(64, 64)));
  }

  @Test
  void hidden_widths_are_copied() {
    List<Integer> widths = new ArrayList<>(List.of(64));
    Ppo.Config config = Variation.of(Ppo.Config.defaults(), "hidden", widths);

    widths.set(0, 1);

    assertThat(config.hidden()).containsExactly(64);
  }
}
