package dev.bellman.algorithms.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.bellman.algorithms.loop.OffPolicy;
import dev.bellman.core.random.Seeds;
import dev.bellman.core.training.Schedule;
import dev.bellman.core.training.Training;
import dev.bellman.core.training.TrainingListener;
import dev.bellman.envs.probe.Probe;
import dev.bellman.envs.probe.World;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each probe is learned by each variant: the largest action value is what the best policy gets.
 *
 * <p>Endless reward 1 that is only ever truncated is worth 1/(1 − γ) = 10; who takes the time limit
 * for an end gets at most 6.5.
 */
class ValueProbeTest {
  private static final double GAMMA = 0.9;
  private static final List<Integer> HIDDEN = List.of(16);
  private static final Variant.Settings SETTINGS =
      new Variant.Settings(
          new OffPolicy.Config(4, 2000, 200, 1, 1),
          Schedule.ramp(1, 0.1, 0.5),
          Schedule.linear(1e-2),
          32,
          GAMMA,
          25,
          HIDDEN);

  static List<Arguments> all() {
    List<Arguments> all = new ArrayList<>();
    for (Variant variant : Variant.values()) {
      for (World world : World.values()) {
        // n steps of another policy are worth what that one gets, where actions matter
        if (variant != Variant.N_STEP || world != World.DELAYED_REWARD) {
          all.add(Arguments.of(variant, world));
        }
      }
    }
    return all;
  }

  @ParameterizedTest
  @MethodSource("all")
  void its_values_are_those_of_the_best_policy(Variant variant, World world) {
    Training training = variant.training(() -> Probe.discrete(world), SETTINGS, Seeds.of(2));
    training.train(20_000, TrainingListener.NONE);

    for (String network : variant.networks()) {
      for (float observation : observations(world)) {
        float[] q = variant.values(training.parameters().get(network), 2, HIDDEN, 1, observation);
        double expected = world.value(observation, GAMMA);
        assertThat((double) Math.max(q[0], q[1]))
            .as("%s at %s", network, observation)
            .isCloseTo(expected, within(0.05 + 0.02 * Math.abs(expected)));
      }
    }
  }

  /** What is seen before a step. */
  private static float[] observations(World world) {
    return switch (world) {
      case OBSERVATION_REWARD, OBSERVATION_ACTION_REWARD -> new float[] {-1, 1};
      case TWO_STEPS, PRECIOUS_START -> new float[] {0, 1};
      case DELAYED_REWARD -> new float[] {-1, 0, 1};
      case CONSTANT_REWARD, ACTION_REWARD, ENDLESS_REWARD -> new float[] {0};
    };
  }
}
