package dev.bellman.envs.wrapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.bellman.core.checkpoint.InMemoryState;
import dev.bellman.core.experience.Dataset;
import dev.bellman.core.space.Box;
import dev.bellman.core.space.Discrete;
import dev.bellman.core.space.MultiDiscrete;
import dev.bellman.core.space.Space;
import dev.bellman.envs.classic.CartPole;
import org.junit.jupiter.api.Test;

class OneHotTest {
  private static final float[] RIGHT = {1};

  private final OneHot<Discrete> environment = new OneHot<>(new Corridor());
  private final float[] rows = {7, 7, 7, 7, 7, 7};

  @Test
  void aOneStandsAtTheObservation() {
    environment.reset(0, rows, 1);
    assertThat(rows).containsExactly(7, 1, 0, 0, 0, 7);

    assertThat(environment.step(RIGHT, 0, rows, 1)).isEqualTo(-1);
    assertThat(rows).containsExactly(7, 0, 1, 0, 0, 7);
    assertThat(environment.observationSpace()).isEqualTo(Box.uniform(4, 0, 1));
  }

  @Test
  void theEndAndTheStateAreThoseOfTheEnvironment() {
    environment.reset(0, rows, 0);
    environment.step(RIGHT, 0, rows, 0);
    environment.step(RIGHT, 0, rows, 0);
    InMemoryState state = new InMemoryState();
    environment.save(state);
    OneHot<Discrete> twin = new OneHot<>(new Corridor());
    twin.load(state);
    assertThat(twin.terminated()).isFalse();

    twin.step(RIGHT, 0, rows, 0);

    assertThat(twin.terminated()).isTrue();
    assertThat(rows).startsWith(0, 0, 0, 1);
  }

  @Test
  void aDatasetIsTheSameButForItsObservations() {
    Space actions = new Discrete(2);
    Dataset numbers = dataset(new Discrete(4), actions, 1, 3, 0, 2, 1);

    Dataset seen = OneHot.of(numbers);

    assertThat(seen.observations())
        .containsExactly(
            0, 1, 0, 0, //
            0, 0, 0, 1, //
            1, 0, 0, 0, //
            0, 0, 1, 0, // the second episode
            0, 1, 0, 0);
    assertThat(seen.origin())
        .isEqualTo(new Dataset.Origin("Here-v0", Box.uniform(4, 0, 1), actions, "somebody"));
    assertThat(seen.episodes()).isEqualTo(2);
    assertThat(seen.start(1)).isEqualTo(2);
    assertThat(seen.actions()).containsExactly(0, 1, 0);
    assertThat(seen.rewards()).containsExactly(1, 2, 3);
    assertThat(seen.terminated()).containsExactly(false, true, false);
    assertThat(seen.truncated()).containsExactly(false, false, true);
  }

  /** Row-major, as elements of such a space are numbered. */
  @Test
  void severalNumbersSideBySideAreOneOfADataset() {
    Space pairs = MultiDiscrete.of(2, 3);
    Dataset seen = OneHot.of(dataset(pairs, new Discrete(2), 0, 0, 0, 2, 1, 0, 1, 1, 1, 2));
    assertThat(seen.observations())
        .containsExactly(
            1, 0, 0, 0, 0, 0, //
            0, 0, 1, 0, 0, 0, //
            0, 0, 0, 1, 0, 0, //
            0, 0, 0, 0, 1, 0, //
            0, 0, 0, 0, 0, 1);
  }

  /** Two steps that end in a terminal state, and one that is truncated. */
  private static Dataset dataset(Space observations, Space actions, float... seen) {
    return new Dataset(
        new Dataset.Origin("Here-v0", observations, actions, "somebody"),
        new int[] {0, 2, 3},
        seen,
        new float[] {0, 1, 0},
        new float[] {1, 2, 3},
        new boolean[] {false, true, false},
        new boolean[] {false, false, true});
  }

  @Test
  void otherObservationsAreRefused() {
    Dataset boxes = dataset(Box.uniform(1, 0, 9), new Discrete(2), 1, 3, 0, 2, 1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> OneHot.of(boxes))
        .withMessage("OneHot: observations must be finitely many, but are Box([0.0], [9.0])");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new OneHot<>(new CartPole(false)))
        .withMessageStartingWith("OneHot: observations must be finitely many, but are Box(");
  }
}
