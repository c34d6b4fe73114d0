package dev.bellman.algorithms.offline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.bellman.algorithms.Variation;
import dev.bellman.algorithms.learner.Normalizer.Observations;
import dev.bellman.algorithms.network.StochasticActor.LogDeviation;
import dev.bellman.algorithms.policy.Sac;
import dev.bellman.algorithms.policy.Td3;
import dev.bellman.algorithms.value.Dqn;
import dev.bellman.algorithms.value.Sampling;
import dev.bellman.core.training.Configuration;
import dev.bellman.core.training.Schedule;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class OfflineConfigTest {
  private static final double INFINITY = Double.POSITIVE_INFINITY;
  private static final Record BC = BehaviorCloning.Config.defaults();
  private static final Record ONE_STEP = OneStepActorCritic.Config.defaults();
  private static final Record SARSA = FittedSarsa.Config.defaults();
  private static final Record KL = KlConstrained.Config.of(Divergence.REVERSE);
  private static final Record AWR = Awr.Config.defaults();
  private static final Record AWAC = Awac.Config.defaults();
  private static final Record IQL = Iql.Config.defaults();
  private static final Record CQL = Cql.Config.defaults();
  private static final Record CROSS_ENTROPY = CrossEntropyRegularized.Config.defaults();
  private static final Record DISCRETE_CQL = DiscreteCql.Config.defaults();

  private static final Map<Class<?>, String> NAMES =
      Map.of(
          BC.getClass(), "bc",
          ONE_STEP.getClass(), "one-step-ac",
          SARSA.getClass(), "fitted-sarsa",
          KL.getClass(), "kl",
          AWR.getClass(), "awr",
          AWAC.getClass(), "awac",
          IQL.getClass(), "iql",
          CQL.getClass(), "cql",
          CROSS_ENTROPY.getClass(), "ddqn-bc",
          DISCRETE_CQL.getClass(), "discrete-cql");

  static Stream<Arguments> refused() {
    Stream<Arguments> shared =
        Stream.of(BC, ONE_STEP, SARSA, KL, AWR, AWAC, IQL, CQL, CROSS_ENTROPY, DISCRETE_CQL)
            .flatMap(
                config ->
                    Stream.of(
                            arguments(config, "learningRate", Schedule.constant(0)),
                            arguments(config, "learningRate", Schedule.linear(INFINITY)),
                            arguments(config, "policyLearningRate", Schedule.constant(0)),
                            arguments(config, "batchSize", 0),
                            arguments(config, "gamma", -0.01),
                            arguments(config, "gamma", 1.01),
                            arguments(config, "tau", 0.0),
                            arguments(config, "tau", 1.01),
                            arguments(config, "onlineSteps", -1L),
                            arguments(config, "cloningUpdates", 0L),
                            arguments(config, "temperature", 0.0),
                            arguments(config, "temperature", INFINITY),
                            arguments(config, "maxWeight", 0.0),
                            arguments(config, "hidden", List.of(0)))
                        .filter(a -> has(config, (String) a.get()[1])));
    Stream<Arguments> own =
        Stream.of(
            arguments(BC, "fraction", 0.0),
            arguments(BC, "fraction", 1.01),
            arguments(ONE_STEP, "clip", 0.0),
            arguments(ONE_STEP, "clip", INFINITY),
            arguments(SARSA, "regressionUpdates", 0),
            arguments(SARSA, "evaluationRegressions", 0),
            arguments(KL, "bound", 0.0),
            arguments(KL, "bound", INFINITY),
            arguments(KL, "multiplier", 0.0),
            arguments(KL, "multiplier", INFINITY),
            arguments(KL, "multiplierLearningRate", Schedule.constant(-1e-4)),
            arguments(AWR, "iterationSteps", 0),
            arguments(AWR, "iterationUpdates", 0),
            arguments(AWR, "deviation", 0.0),
            arguments(AWR, "deviation", INFINITY),
            arguments(IQL, "expectile", 0.0),
            arguments(IQL, "expectile", 1.0),
            arguments(CQL, "weight", 0.0),
            arguments(CQL, "weight", INFINITY),
            arguments(CQL, "weightLearningRate", Schedule.constant(-1e-4)),
            arguments(CQL, "gap", -0.1),
            arguments(CQL, "gap", INFINITY),
            arguments(CROSS_ENTROPY, "alpha", -0.1),
            arguments(CROSS_ENTROPY, "alpha", INFINITY),
            arguments(DISCRETE_CQL, "alpha", -0.1));
    return Stream.concat(shared, own);
  }

  @ParameterizedTest
  @MethodSource("refused")
  void a_value_out_of_range_is_refused_by_name(Record config, String name, Object value) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Variation.of(config, name, value))
        .withMessageStartingWith(NAMES.get(config.getClass()) + ": " + name)
        .withMessageContaining(value.toString().replaceAll("[\\[\\]]", ""));
  }

  private static boolean has(Record config, String name) {
    return Arrays.stream(config.getClass().getRecordComponents())
        .anyMatch(component -> component.getName().equals(name));
  }

  static Stream<Arguments> accepted() {
    return Stream.of(
        arguments(BC, "fraction", 1.0),
        arguments(BC, "fraction", 1e-9),
        arguments(ONE_STEP, "cloningUpdates", 1L),
        arguments(ONE_STEP, "clip", 2.0),
        arguments(KL, "multiplierLearningRate", Schedule.constant(0)),
        arguments(AWR, "maxWeight", INFINITY),
        arguments(AWR, "gamma", 1.0),
        arguments(IQL, "expectile", 0.5),
        arguments(IQL, "expectile", 0.999),
        arguments(IQL, "maxWeight", INFINITY),
        arguments(AWAC, "hidden", List.of()),
        arguments(CQL, "weightLearningRate", Schedule.constant(0)),
        arguments(CQL, "gap", 0.0),
        arguments(CROSS_ENTROPY, "alpha", 0.0));
  }

  @ParameterizedTest
  @MethodSource("accepted")
  void the_ends_of_the_ranges_are_accepted(Record config, String name, Object value) {
    assertThatCode(() -> Variation.of(config, name, value)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, INFINITY, Double.NaN})
  void the_weight_of_cloning_is_positive(double alpha) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Regularization.Cloning(alpha))
        .withMessage("bc regularization: alpha must be positive and finite, but is " + alpha);
  }

  @Test
  void a_dataset_has_single_steps_that_are_drawn_alike() {
    DiscreteCql.Config config = DiscreteCql.Config.defaults();
    for (Map<String, Object> changed :
        List.<Map<String, Object>>of(
            Map.of("nStep", 3), Map.of("sampling", Sampling.Prioritized.defaults()))) {
      Dqn.Config base = Configuration.with(config.base(), changed);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new CrossEntropyRegularized.Config(base, 1, config.observations()))
          .withMessageContaining("on a dataset");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Variation.of(config, "base", base))
          .withMessageContaining("on a dataset");
    }
  }

  @Test
  void a_soft_maximum_is_over_some_actions() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Pessimism.LogSumExp(0))
        .withMessage("cql: samples must be at least 1, but is 0");
  }

  @Test
  void a_range_of_deviations_rises_and_is_finite() {
    double[][] ranges = {
      {1, 0, 0}, {0, 0, Double.NaN}, {-INFINITY, 0, 0}, {0, 0, INFINITY}, {0, -1, 1}, {0, 2, 1}
    };
    for (double[] range : ranges) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new LogDeviation(range[0], range[1], range[2]))
          .withMessageContaining(range[0] + ", " + range[1] + ", " + range[2]);
    }
  }

  @Test
  void the_defaults_are_those_of_the_references() {
    Schedule slow = Schedule.parse("3e-4");
    List<Integer> wide = List.of(256, 256);

    assertThat(BC)
        .isEqualTo(new BehaviorCloning.Config(1, 0.99, Observations.STANDARDIZED, slow, 256, wide));
    assertThat(AWR)
        .isEqualTo(
            new Awr.Config(
                0,
                2048,
                1000,
                Observations.STANDARDIZED,
                Schedule.parse("1e-3"),
                slow,
                256,
                0.99,
                1,
                20,
                0.4,
                List.of(128, 64)));
    assertThat(AWAC)
        .isEqualTo(
            new Awac.Config(
                0, Observations.RAW, slow, 256, 0.99, 0.005, 1, List.of(256, 256, 256)));
    assertThat(IQL)
        .isEqualTo(
            new Iql.Config(
                0,
                Observations.RAW,
                slow,
                Schedule.cosine(3e-4),
                256,
                0.99,
                0.005,
                0.7,
                1.0 / 3,
                100,
                wide));
    assertThat(BcRegularized.Config.td3())
        .isEqualTo(
            new BcRegularized.Config(
                0,
                Td3.Config.defaults(),
                new Regularization.Cloning(2.5),
                Observations.STANDARDIZED));
    assertThat(BcRegularized.Config.sac().regularization())
        .isEqualTo(new Regularization.Cloning(2.5));
    assertThat(CQL)
        .isEqualTo(
            new Cql.Config(
                Variation.of(Sac.Config.defaults(), "hidden", List.of(256, 256, 256)),
                new Pessimism.LogSumExp(10),
                5,
                Schedule.constant(0),
                0,
                Observations.RAW));
    assertThat(CROSS_ENTROPY)
        .isEqualTo(
            new CrossEntropyRegularized.Config(
                Variation.of(
                    Dqn.Config.defaults(),
                    Map.of("learningRate", Schedule.parse("6.25e-5"), "hidden", wide)),
                1,
                Observations.RAW));
    assertThat(DISCRETE_CQL)
        .isEqualTo(
            new DiscreteCql.Config(
                CrossEntropyRegularized.Config.defaults().base(),
                DiscretePessimism.LOG_SUM_EXP,
                1,
                Observations.RAW));
    for (Divergence divergence : Divergence.values()) {
      assertThat(KlConstrained.Config.of(divergence).divergence()).isEqualTo(divergence);
    }
  }
}
