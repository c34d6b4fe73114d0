package dev.bellman.algorithms.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.bellman.algorithms.Variation;
import dev.bellman.core.training.Schedule;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class OnPolicyConfigTest {
  private static final double INFINITY = Double.POSITIVE_INFINITY;
  private static final Record REINFORCE = Reinforce.Config.defaults();
  private static final Record ACTOR_CRITIC = ActorCritic.Config.defaults();
  private static final Record A2C = A2c.Config.defaults();
  private static final Record OFF_POLICY = OffPolicyPolicyGradient.Config.defaults();
  private static final Record PPO_KL = PpoKl.Config.defaults();

  static Stream<Arguments> refused() {
    Stream<Arguments> shared =
        Stream.of(REINFORCE, ACTOR_CRITIC, A2C, OFF_POLICY, PPO_KL)
            .flatMap(
                config ->
                    Stream.of(
                        arguments(config, "rolloutSteps", 0),
                        arguments(config, "learningRate", Schedule.constant(0)),
                        arguments(config, "gamma", 1.01),
                        arguments(config, "hidden", List.of(0))));
    Stream<Arguments> own =
        Stream.of(
            arguments(REINFORCE, "longestEpisode", 0),
            arguments(ACTOR_CRITIC, "environments", 0),
            arguments(ACTOR_CRITIC, "criticLearningRate", Schedule.constant(-1)),
            arguments(A2C, "environments", 0),
            arguments(A2C, "lambda", -0.1),
            arguments(A2C, "entropyCoefficient", -0.1),
            arguments(A2C, "valueCoefficient", INFINITY),
            arguments(A2C, "maxGradientNorm", 0.0),
            arguments(OFF_POLICY, "epochs", 0),
            arguments(OFF_POLICY, "minibatches", 4 * 128 + 1),
            arguments(OFF_POLICY, "maxRatio", 0.0),
            arguments(PPO_KL, "minibatches", 4 * 128 + 1),
            arguments(PPO_KL, "penalty", 0.0),
            arguments(PPO_KL, "penalty", INFINITY),
            arguments(PPO_KL, "targetKl", INFINITY),
            arguments(PPO_KL, "clip", Schedule.constant(0)));
    return Stream.concat(shared, own);
  }

  @ParameterizedTest
  @MethodSource("refused")
  void a_value_out_of_range_is_refused_by_name(Record config, String name, Object value) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Variation.of(config, name, value))
        .withMessageContaining(": " + (name.equals("hidden") ? "hidden widths" : name))
        .withMessageContaining(value.toString().replaceAll("[\\[\\]]", ""));
  }

  static Stream<Arguments> accepted() {
    return Stream.of(
        arguments(REINFORCE, "baseline", new Baseline.None()),
        arguments(REINFORCE, "gamma", 1.0),
        arguments(ACTOR_CRITIC, "advantage", new Advantage.Td()),
        arguments(A2C, "maxGradientNorm", INFINITY),
        arguments(A2C, "lambda", 0.0),
        arguments(OFF_POLICY, "maxRatio", INFINITY),
        arguments(OFF_POLICY, "advantage", new Advantage.MonteCarlo()),
        arguments(PPO_KL, "clip", Schedule.constant(INFINITY)),
        arguments(PPO_KL, "hidden", List.of()));
  }

  @ParameterizedTest
  @MethodSource("accepted")
  void the_ends_of_the_ranges_are_accepted(Record config, String name, Object value) {
    assertThatCode(() -> Variation.of(config, name, value)).doesNotThrowAnyException();
  }

  @Test
  void baselines_check_their_ranges_too() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Baseline.Value(Schedule.constant(1e-3), 0))
        .withMessageContaining("iterations");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Baseline.Value(Schedule.constant(0), 1))
        .withMessageContaining("learningRate");
  }

  @Test
  void the_defaults_are_those_of_the_references() {
    List<Integer> hidden = List.of(64, 64);
    assertThat(REINFORCE)
        .isEqualTo(
            new Reinforce.Config(
                4000,
                1000,
                new Baseline.Value(Schedule.parse("1e-3"), 80),
                Schedule.parse("3e-4"),
                0.99,
                hidden));
    assertThat(A2C)
        .isEqualTo(new A2c.Config(8, 5, Schedule.parse("7e-4"), 0.99, 1, 0, 0.5, 0.5, hidden));
    assertThat(OFF_POLICY)
        .isEqualTo(
            new OffPolicyPolicyGradient.Config(
                4,
                128,
                4,
                4,
                new Advantage.Gae(0.95),
                INFINITY,
                Schedule.parse("lin_2.5e-4"),
                0.99,
                0.5,
                hidden));
    assertThat(PPO_KL)
        .isEqualTo(
            new PpoKl.Config(
                4,
                128,
                4,
                4,
                Schedule.parse("lin_2.5e-4"),
                0.99,
                0.95,
                1,
                0.01,
                Schedule.constant(INFINITY),
                0.5,
                hidden));
  }
}
