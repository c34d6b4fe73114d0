package dev.bellman.envs.wrapper;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellman.core.environment.Equations;
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
  void itsEquationsClipToo() {
    ClipAction environment = new ClipAction(new MountainCarContinuous(0));
    Equations clipped = environment.equations().orElseThrow();
    Equations bare = new MountainCarContinuous(0).equations().orElseThrow();
    float[] actions = {0, -7, -1};
    float[] car = {-0.5f, 0.01f};
    float[] seen = new float[2];
    float[] expected = new float[2];
    clipped.next(car, 0, actions, 1, seen, 0);
    bare.next(car, 0, actions, 2, expected, 0);

    assertThat(seen).isEqualTo(expected);
    assertThat(clipped.reward(car, 0, actions, 1, seen, 0)).isEqualTo(-0.1);
    assertThat(clipped.terminates(new float[] {0.5f, 0}, 0)).isTrue();
    assertThat(actions).containsExactly(0, -7, -1);
    assertThat(new ClipAction(new Echo(BOUNDS)).equations()).isEmpty();
  }

  @Test
  void aRestoredStateGoesOn() {
    Walk.assertGoesOn(() -> new ClipAction(new TimeLimit<>(new Pendulum(10), 50)));
  }
}
