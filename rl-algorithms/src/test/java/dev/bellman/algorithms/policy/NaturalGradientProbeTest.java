package dev.bellman.algorithms.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.bellman.algorithms.loop.OnPolicy;
import dev.bellman.algorithms.loop.OnPolicyLearner;
import dev.bellman.algorithms.loop.RolloutLength;
import dev.bellman.core.environment.VectorEnvironment;
import dev.bellman.core.random.Seeds;
import dev.bellman.core.space.Space;
import dev.bellman.core.training.Schedule;
import dev.bellman.core.training.TrainingListener;
import dev.bellman.envs.probe.Probe;
import dev.bellman.envs.probe.World;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each probe is learned: its values are those of the best policy, which acts best. */
class NaturalGradientProbeTest {
  private static final double GAMMA = 0.9;
  private static final int ENVIRONMENTS = 8;
  private static final int STEPS = 32;
  private static final float[] OBSERVATIONS = {-1, 0, 1};

  private static final Map<String, Object> SETTINGS =
      Map.of(
          "environments",
          ENVIRONMENTS,
          "rolloutSteps",
          STEPS,
          "gamma",
          GAMMA,
          "delta",
          0.05,
          "learningRate",
          Schedule.linear(1e-2),
          "epochs",
          10,
          "batchSize",
          64,
          "hidden",
          List.of(16));

  private final float[] values = new float[OBSERVATIONS.length];
  private final float[] actions = new float[OBSERVATIONS.length];

  static Stream<Arguments> probes() {
    return Stream.of(NaturalMethod.values())
        .flatMap(m -> Stream.of(World.values()).map(w -> Arguments.arguments(m, w)));
  }

  private <A extends Space> void train(NaturalMethod method, Supplier<Probe<A>> probe) {
    VectorEnvironment<A> environments = VectorEnvironment.of(probe, ENVIRONMENTS);
    environments.reset(Seeds.of(2));
    OnPolicyLearner learner = method.learner(1, environments.actionSpace(), SETTINGS, Seeds.of(2));
    OnPolicy training = new OnPolicy(environments, learner, new RolloutLength.Fixed(STEPS));
    training.train(12_000, TrainingListener.NONE);
    learner.values(OBSERVATIONS, OBSERVATIONS.length, values);
    training.greedy().act(OBSERVATIONS, OBSERVATIONS.length, actions);
  }

  @ParameterizedTest
  @MethodSource("probes")
  void discrete_actions_solve_it(NaturalMethod method, World world) {
    train(method, () -> Probe.discrete(world));

    checkValues(world);
    checkActions(world, 0, 1);
  }

  @ParameterizedTest
  @MethodSource("probes")
  void actions_of_a_box_solve_it(NaturalMethod method, World world) {
    train(method, () -> Probe.box(world));

    checkValues(world);
    checkActions(world, -1, 1);
  }

  private void checkValues(World world) {
    for (int i = 0; i < OBSERVATIONS.length; i++) {
      if (seen(world, OBSERVATIONS[i])) {
        assertThat((double) values[i])
            .as("%s: V(%s)", world, OBSERVATIONS[i])
            .isCloseTo(world.value(OBSERVATIONS[i], GAMMA), within(0.05));
      }
    }
  }

  /** The actions that stand for −1 and +1 are {@code low} and {@code high}. */
  private void checkActions(World world, float low, float high) {
    switch (world) {
      case ACTION_REWARD, DELAYED_REWARD ->
          assertThat(actions[1]).as("%s: action at 0", world).isEqualTo(high);
      case OBSERVATION_ACTION_REWARD -> {
        assertThat(actions[0]).as("%s: action at -1", world).isEqualTo(low);
        assertThat(actions[2]).as("%s: action at 1", world).isEqualTo(high);
      }
      default -> {} // whatever is done is right
    }
  }

  /** Whether a step of the best policy starts from this observation. */
  private static boolean seen(World world, float observation) {
    return switch (world) {
      case CONSTANT_REWARD, ACTION_REWARD, ENDLESS_REWARD -> observation == 0;
      case OBSERVATION_REWARD, OBSERVATION_ACTION_REWARD -> observation != 0;
      case TWO_STEPS, DELAYED_REWARD, PRECIOUS_START -> observation >= 0;
    };
  }
}
