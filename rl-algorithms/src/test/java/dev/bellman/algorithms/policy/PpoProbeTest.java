package dev.bellman.algorithms.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.bellman.algorithms.loop.OnPolicy;
import dev.bellman.algorithms.loop.RolloutLength;
import dev.bellman.core.environment.VectorEnvironment;
import dev.bellman.core.random.Seeds;
import dev.bellman.core.space.Space;
import dev.bellman.core.training.Schedule;
import dev.bellman.core.training.TrainingListener;
import dev.bellman.envs.probe.Probe;
import dev.bellman.envs.probe.World;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each probe is learned: its values are those of the best policy, which acts best. */
class PpoProbeTest {
  private static final double GAMMA = 0.9;
  private static final float[] OBSERVATIONS = {-1, 0, 1};

  private static final Ppo.Config CONFIG =
      new Ppo.Config(
          8,
          32,
          4,
          4,
          Schedule.linear(1e-2),
          GAMMA,
          0.95,
          Schedule.constant(0.2),
          Double.POSITIVE_INFINITY,
          0,
          0.5,
          0.5,
          Double.POSITIVE_INFINITY,
          List.of(16));

  private final float[] values = new float[OBSERVATIONS.length];
  private final float[] actions = new float[OBSERVATIONS.length];

  private <A extends Space> void train(Supplier<Probe<A>> probe, int steps) {
    VectorEnvironment<A> environments = VectorEnvironment.of(probe, CONFIG.environments());
    environments.reset(Seeds.of(2));
    Ppo ppo = new Ppo(1, environments.actionSpace(), CONFIG, Seeds.of(2));
    OnPolicy training =
        new OnPolicy(environments, ppo, new RolloutLength.Fixed(CONFIG.rolloutSteps()));
    training.train(steps, TrainingListener.NONE);
    ppo.values(OBSERVATIONS, OBSERVATIONS.length, values);
    training.greedy().act(OBSERVATIONS, OBSERVATIONS.length, actions);
  }

  @ParameterizedTest
  @EnumSource
  void discrete_actions_solve_it(World world) {
    train(() -> Probe.discrete(world), 12_000);

    checkValues(world);
    checkActions(world, 0, 1);
  }

  @ParameterizedTest
  @EnumSource
  void actions_of_a_box_solve_it(World world) {
    train(() -> Probe.box(world), 12_000);

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
