package dev.bellman.envs.wrapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.bellman.core.checkpoint.InMemoryState;
import dev.bellman.core.space.Box;
import dev.bellman.core.space.Discrete;
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
  void otherObservationsAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new OneHot<>(new CartPole(false)))
        .withMessageStartingWith("OneHot: observations must be finitely many, but are Box(");
  }
}
