package dev.bellman.algorithms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.bellman.algorithms.loop.OffPolicy;
import dev.bellman.algorithms.policy.ActionNoise;
import dev.bellman.algorithms.policy.Ddpg;
import dev.bellman.algorithms.policy.DiscreteSac;
import dev.bellman.algorithms.policy.Dpg;
import dev.bellman.algorithms.policy.Naf;
import dev.bellman.algorithms.policy.OnPolicySac;
import dev.bellman.algorithms.policy.Sac;
import dev.bellman.algorithms.policy.Td3;
import dev.bellman.algorithms.value.Dqn;
import dev.bellman.algorithms.value.FittedQIteration;
import dev.bellman.algorithms.value.QNetwork;
import dev.bellman.algorithms.value.Sampling;
import dev.bellman.algorithms.value.TwoNetworkDoubleDqn;
import dev.bellman.algorithms.value.ValueLoss;
import dev.bellman.core.training.Schedule;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class OffPolicyConfigTest {
  private static final double INFINITY = Double.POSITIVE_INFINITY;
  private static final Record DQN = Dqn.Config.defaults();
  private static final Record TWO = TwoNetworkDoubleDqn.Config.defaults();
  private static final Record FQI = FittedQIteration.Config.defaults();
  private static final Record TD3 = Td3.Config.defaults();
  private static final Record SAC = Sac.Config.defaults();
  private static final Record DPG = Dpg.Config.defaults();
  private static final Record DDPG = Ddpg.Config.defaults();
  private static final Record ON_POLICY_SAC = OnPolicySac.Config.defaults();
  private static final Record DISCRETE_SAC = DiscreteSac.Config.defaults();
  private static final Record NAF = Naf.Config.defaults();

  static Stream<Arguments> refused() {
    Stream<Arguments> shared =
        Stream.of(DQN, TWO, FQI, TD3, SAC, DPG, DDPG, ON_POLICY_SAC, DISCRETE_SAC, NAF)
            .flatMap(
                config ->
                    Stream.of(
                            arguments(config, "learningRate", Schedule.constant(0)),
                            arguments(config, "learningRate", Schedule.linear(INFINITY)),
                            arguments(config, "policyLearningRate", Schedule.constant(0)),
                            arguments(config, "criticLearningRate", Schedule.linear(INFINITY)),
                            arguments(config, "environments", 0),
                            arguments(config, "rolloutSteps", 0),
                            arguments(config, "rolloutSteps", Integer.MAX_VALUE),
                            arguments(config, "updates", 0),
                            arguments(config, "batchSize", 0),
                            arguments(config, "gamma", -0.01),
                            arguments(config, "gamma", 1.01),
                            arguments(config, "tau", 0.0),
                            arguments(config, "tau", 1.01),
                            arguments(config, "targetPeriod", 0),
                            arguments(config, "hidden", List.of(0)))
                        .filter(a -> has(config, (String) a.get()[1])));
    Stream<Arguments> own =
        Stream.of(
            arguments(DDPG, "criticDecay", -0.1),
            arguments(ON_POLICY_SAC, "temperature", -0.1),
            arguments(DISCRETE_SAC, "temperature", 0.0),
            arguments(DISCRETE_SAC, "targetEntropy", 1.01),
            arguments(DISCRETE_SAC, "targetEntropy", -0.01),
            arguments(DISCRETE_SAC, "temperatureLearningRate", Schedule.constant(-1e-4)),
            arguments(DQN, "maxGradientNorm", 0.0),
            arguments(NAF, "maxGradientNorm", 0.0),
            arguments(TWO, "maxGradientNorm", 0.0),
            arguments(TWO, "epsilon", Schedule.constant(1.5)),
            arguments(FQI, "iterationUpdates", 0),
            arguments(FQI, "maxGradientNorm", 0.0),
            arguments(FQI, "epsilon", Schedule.constant(1.5)),
            arguments(TD3, "policyDelay", 0),
            arguments(TD3, "targetNoise", -0.1),
            arguments(TD3, "targetNoise", INFINITY),
            arguments(TD3, "targetNoiseClip", -0.1),
            arguments(DQN, "nStep", 0),
            arguments(DQN, "epsilon", Schedule.constant(1.5)),
            arguments(DQN, "epsilon", Schedule.ramp(1, -0.5, 0.5)),
            arguments(SAC, "temperatureLearningRate", Schedule.constant(-1e-4)),
            arguments(SAC, "temperatureLearningRate", Schedule.constant(INFINITY)),
            arguments(SAC, "temperature", 0.0),
            arguments(SAC, "temperature", INFINITY),
            arguments(SAC, "targetEntropy", INFINITY));
    return Stream.concat(shared, own);
  }

  @ParameterizedTest
  @MethodSource("refused")
  void a_value_out_of_range_is_refused_by_name(Record config, String name, Object value) {
    String type = config.getClass().getEnclosingClass().getSimpleName();
    String algorithm =
        type.equals("FittedQIteration") ? "fqi" : type.replaceAll("(?<=[a-z])(?=[A-Z])", "-");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Variation.of(config, name, value))
        .withMessageStartingWith(algorithm.toLowerCase(Locale.ROOT) + ": " + name)
        .withMessageContaining(value.toString().replaceAll("[\\[\\]]", ""));
  }

  private static boolean has(Record config, String name) {
    return Arrays.stream(config.getClass().getRecordComponents())
        .anyMatch(component -> component.getName().equals(name));
  }

  static Stream<Arguments> accepted() {
    return Stream.of(
        arguments(DDPG, "criticDecay", 0.0),
        arguments(DPG, "noise", new ActionNoise.Gaussian(0)),
        arguments(DPG, "rolloutSteps", 1),
        arguments(ON_POLICY_SAC, "temperature", 0.0),
        arguments(DISCRETE_SAC, "targetEntropy", 0.0),
        arguments(DISCRETE_SAC, "targetEntropy", 1.0),
        arguments(DQN, "tau", 1.0),
        arguments(DQN, "gamma", 1.0),
        arguments(DQN, "maxGradientNorm", INFINITY),
        arguments(DQN, "hidden", List.of()),
        arguments(NAF, "maxGradientNorm", INFINITY),
        arguments(NAF, "tau", 1.0),
        arguments(NAF, "hidden", List.of()),
        arguments(TD3, "gamma", 0.0),
        arguments(TD3, "policyDelay", 1),
        arguments(TD3, "targetNoise", 0.0),
        arguments(TD3, "targetNoiseClip", INFINITY),
        arguments(TD3, "noise", new ActionNoise.Gaussian(0)),
        arguments(SAC, "temperatureLearningRate", Schedule.constant(0)),
        arguments(SAC, "targetEntropy", 0.5));
  }

  @ParameterizedTest
  @MethodSource("accepted")
  void the_ends_of_the_ranges_are_accepted(Record config, String name, Object value) {
    assertThatCode(() -> Variation.of(config, name, value)).doesNotThrowAnyException();
  }

  @Test
  void the_defaults_are_those_of_the_references() {
    Schedule slow = Schedule.parse("3e-4");
    List<Integer> wide = List.of(256, 256);

    assertThat(DQN)
        .isEqualTo(
            new Dqn.Config(
                new OffPolicy.Config(1, 1_000_000, 100, 4, 1),
                Schedule.parse("lin_1_0.05_0.1"),
                Schedule.parse("1e-4"),
                32,
                0.99,
                1,
                new Sampling.Uniform(),
                ValueLoss.HUBER,
                1,
                2500,
                10,
                QNetwork.Head.PLAIN,
                List.of(64, 64)));
    assertThat(TWO)
        .isEqualTo(
            new TwoNetworkDoubleDqn.Config(
                new OffPolicy.Config(1, 1_000_000, 100, 4, 1),
                Schedule.parse("lin_1_0.05_0.1"),
                Schedule.parse("1e-4"),
                32,
                0.99,
                ValueLoss.HUBER,
                1,
                2500,
                10,
                List.of(64, 64)));
    assertThat(FQI)
        .isEqualTo(
            new FittedQIteration.Config(
                new OffPolicy.Config(1, 1_000_000, 100, 4, 1),
                Schedule.parse("lin_1_0.05_0.1"),
                Schedule.parse("6.25e-5"),
                32,
                0.99,
                ValueLoss.SQUARED,
                1000,
                INFINITY,
                wide));
    assertThat(TD3)
        .isEqualTo(
            new Td3.Config(
                new OffPolicy.Config(1, 1_000_000, 25_000, 1, 1),
                new ActionNoise.Gaussian(0.1),
                slow,
                256,
                0.99,
                0.005,
                2,
                0.2,
                0.5,
                wide));
    assertThat(SAC)
        .isEqualTo(
            new Sac.Config(
                new OffPolicy.Config(1, 1_000_000, 100, 1, 1),
                slow,
                slow,
                256,
                0.99,
                0.005,
                1,
                -1,
                wide));
    assertThat(DDPG)
        .isEqualTo(
            new Ddpg.Config(
                new OffPolicy.Config(1, 1_000_000, 25_000, 1, 1),
                new ActionNoise.Gaussian(0.1),
                Schedule.parse("1e-4"),
                Schedule.parse("1e-3"),
                1e-2,
                64,
                0.99,
                0.001,
                List.of(400, 300)));
    assertThat(DISCRETE_SAC)
        .isEqualTo(
            new DiscreteSac.Config(
                new OffPolicy.Config(1, 1_000_000, 20_000, 4, 1),
                slow,
                slow,
                64,
                0.99,
                1,
                8000,
                1,
                0.98,
                wide));
    assertThat(NAF)
        .isEqualTo(
            new Naf.Config(
                new OffPolicy.Config(1, 1_000_000, 640, 1, 5),
                new ActionNoise.OrnsteinUhlenbeck(0.15, 0.06, 1),
                Schedule.parse("1e-3"),
                128,
                0.99,
                0.001,
                1,
                List.of(128, 128)));
  }
}
