package dev.bellman.envs.wrapper;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellman.core.space.Box;
import dev.bellman.envs.classic.MountainCarContinuous;
import dev.bellman.envs.classic.Pendulum;
import org.junit.jupiter.api.Test;

class ClipActionTest {
  private static final Box BOUNDS = new Box(new float[] {-1, 0}, new float[] {2, 0.5f});

  @Test
  void eachComponentIsClippedToItsBounds() {
    ClipAction environment = new ClipAction(new Echo(BOUNDS));
    float[] seen = {7, 7, 7, 7};
    float[] actions = {9, -3, 0.7f, 9};

    assertThat(environment.step(actions, 1, seen, 1)).isEqualTo(-0.5);
    assertThat(seen).containsExactly(7, -1, 0.5f, 7);
    assertThat(actions).containsExactly(9, -3, 0.7f, 9);

    environment.step(new float[] {0.25f, 0.125f}, 0, seen, 0);
    assertThat(seen).startsWith(0.25f, 0.125f);
  }

  @Test
  void anyActionIsAnActionAndTheClippedOneIsPaidFor() {
    ClipAction environment = new ClipAction(new MountainCarContinuous(0));
    float[] observation = new float[2];
    environment.reset(0, observation, 0);

    assertThat(environment.actionSpace().contains(new float[] {1e9f}, 0)).isTrue();
    assertThat(environment.step(new float[] {3}, 0, observation, 0)).isEqualTo(-0.1);
  }

  @Test
  void aRestoredStateGoesOn() {
    Walk.assertGoesOn(() -> new ClipAction(new TimeLimit<>(new Pendulum(10), 50)));
  }
}
