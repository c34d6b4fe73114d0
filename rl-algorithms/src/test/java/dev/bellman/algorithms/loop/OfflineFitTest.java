package dev.bellman.algorithms.loop;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.bellman.algorithms.Clock;
import dev.bellman.algorithms.learner.Normalizer.Observations;
import dev.bellman.core.environment.Environment;
import dev.bellman.core.experience.Dataset;
import dev.bellman.core.experience.DatasetBuilder;
import dev.bellman.core.experience.OneStep;
import dev.bellman.core.random.Seeds;
import dev.bellman.core.space.Box;
import dev.bellman.core.space.Discrete;
import dev.bellman.core.space.Space;
import dev.bellman.envs.Environments;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which datasets are of an environment. */
class OfflineFitTest {
  private static final long NEVER = Long.MAX_VALUE;
  private static final Discrete THREE = new Discrete(3);
  private static final Space TIMES = Box.uniform(1, Clock.FIRST, Float.POSITIVE_INFINITY);
  private static final Box TORQUE = Box.uniform(2, -2, 2);
  private static final Environment<?> PENDULUM = Environments.make("Pendulum-v1");

  private static Dataset of(Space observations, Space actions) {
    DatasetBuilder builder = new DatasetBuilder(new Dataset.Origin("", observations, actions, ""));
    builder.begin(new float[observations.size()]);
    builder.step(new float[actions.size()], 0, true, false, new float[observations.size()]);
    return builder.build();
  }

  private static void refuse(Space observations, Space actions, String message) {
    Dataset data = of(observations, actions);
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                Offline.of(
                    Optional.of(data),
                    () -> new Clock<>(THREE, NEVER, 5, t -> 0),
                    Observations.RAW,
                    Offline.Online.NONE,
                    new OneStep(0.5f),
                    Seeds.of(0),
                    (_, _, _) -> new CountingLearner(0, 1)))
        .withMessage(message);
  }

  @Test
  void a_dataset_of_another_world_is_refused() {
    String not = "The dataset does not fit the environment: its ";
    refuse(
        Box.uniform(2, 0, 1),
        THREE,
        not
            + "observations are of Box([0.0, 0.0], [1.0, 1.0]), but those of the environment are of"
            + " "
            + TIMES);
    refuse(
        new Discrete(1),
        THREE,
        not
            + "observations are of "
            + new Discrete(1)
            + ", but those of the environment are of "
            + TIMES);
    refuse(
        TIMES,
        new Discrete(4),
        not
            + "actions are of "
            + new Discrete(4)
            + ", but those of the environment are of "
            + THREE);
    refuse(
        TIMES,
        Box.uniform(1, -1, 1),
        not + "actions are of Box([-1.0], [1.0]), but those of the environment are of " + THREE);
  }

  /** A dataset may not know the bounds of a box: only what was seen and done counts. */
  @Test
  void other_bounds_of_a_box_are_accepted() {
    Offline.requireFit(of(Box.uniform(1, -1, 1), THREE), new Clock<>(THREE, NEVER, 5, t -> 0));
    Offline.requireFit(acting(2, -2), new Clock<>(TORQUE, NEVER, 5, t -> 0));
  }

  /** Two episodes of two steps with actions of two components, the last of all being these. */
  private static Dataset acting(float... last) {
    DatasetBuilder builder =
        new DatasetBuilder(new Dataset.Origin("", TIMES, Box.uniform(2, -9, 9), ""));
    for (int e = 0; e < 2; e++) {
      builder.begin(new float[1]);
      builder.step(new float[2], 0, false, false, new float[1]);
      builder.step(e == 0 ? new float[2] : last, 0, true, false, new float[1]);
    }
    return builder.build();
  }

  @ParameterizedTest
  @CsvSource({"2.1, 0, 0, 2.1", "0, -2.001, 1, -2.001", "2.0001, 3, 0, 2.0001"})
  void an_action_that_the_environment_does_not_take_is_refused(
      float first, float second, int component, float wrong) {
    Dataset data = acting(first, second);
    Clock<Box> world = new Clock<>(TORQUE, NEVER, 5, t -> 0);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Offline.requireFit(data, world))
        .withMessage(
            "The dataset does not fit the environment: component "
                + component
                + " of the action at step 1 of episode 1 is "
                + wrong
                + ", which is not in Box([-2.0, -2.0], [2.0, 2.0])");
  }

  /** The slack is 4·10⁻⁵ here. */
  @ParameterizedTest
  @ValueSource(floats = {2.0000002f, -2.0000002f, 2.00003f})
  void an_action_that_was_rounded_beyond_a_bound_is_accepted(float action) {
    Offline.requireFit(acting(action, 0), new Clock<>(TORQUE, NEVER, 5, t -> 0));
  }

  /** Two episodes of two steps in Pendulum, of which a component of the second was this. */
  private static Dataset seeing(int step, int component, float seen) {
    Box unknown = Box.uniform(3, Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY);
    DatasetBuilder builder =
        new DatasetBuilder(new Dataset.Origin("", unknown, PENDULUM.actionSpace(), ""));
    for (int e = 0; e < 2; e++) {
      float[][] observations = new float[3][3];
      observations[step][component] = e * seen;
      builder.begin(observations[0]);
      builder.step(new float[1], 0, false, false, observations[1]);
      builder.step(new float[1], 0, false, true, observations[2]);
    }
    return builder.build();
  }

  /** The last one of an episode included. */
  @ParameterizedTest
  @CsvSource({"0, 0, 50", "1, 1, -1.001", "2, 2, 8.001"})
  void an_observation_that_the_environment_does_not_give_is_refused(
      int step, int component, float wrong) {
    Dataset data = seeing(step, component, wrong);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Offline.requireFit(data, PENDULUM))
        .withMessage(
            "The dataset does not fit the environment: component "
                + component
                + " of the observation at step "
                + step
                + " of episode 1 is "
                + wrong
                + ", which is not in Box([-1.0, -1.0, -8.0], [1.0, 1.0, 8.0])");
  }

  /** Whoever takes the cosine in floats may have this. */
  @Test
  void an_observation_that_was_rounded_beyond_a_bound_is_accepted() {
    Offline.requireFit(seeing(0, 0, 1.0000001f), PENDULUM);
  }

  /** Its width is no measure of roundings. */
  @Test
  void a_bound_holds_though_the_other_side_is_open() {
    Box open = new Box(new float[] {0, -2}, new float[] {Float.POSITIVE_INFINITY, 2});
    Clock<Box> world = new Clock<>(open, NEVER, 5, t -> 0);
    Offline.requireFit(acting(9, 0), world);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Offline.requireFit(acting(-1, 0), world))
        .withMessageContaining("is -1.0, which is not in");
  }
}
