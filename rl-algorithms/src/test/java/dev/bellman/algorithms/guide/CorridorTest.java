package dev.bellman.algorithms.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.bellman.algorithms.policy.Ppo;
import dev.bellman.core.checkpoint.InMemoryState;
import dev.bellman.core.environment.Checked;
import dev.bellman.core.environment.Environment;
import dev.bellman.core.random.Seeds;
import dev.bellman.core.space.Discrete;
import dev.bellman.core.training.Training;
import dev.bellman.core.training.TrainingListener;
import dev.bellman.envs.wrapper.OneHot;
import dev.bellman.envs.wrapper.TimeLimit;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class CorridorTest {
  private static final float[] RIGHT = {1};

  /** What a training gets: observations for a network, a time limit, and a guard outermost. */
  private static Environment<Discrete> corridor() {
    return new Checked<>(new TimeLimit<>(new OneHot<>(new Corridor(6)), 50));
  }

  /** The observations of some steps to the right, one after the other. */
  private static float[] walk(Environment<Discrete> environment, int steps) {
    int size = environment.observationSpace().size();
    float[] seen = new float[steps * size];
    for (int i = 0; i < steps; i++) {
      environment.step(RIGHT, 0, seen, i * size);
      if (environment.terminated() || environment.truncated()) {
        environment.reset(seen, i * size);
      }
    }
    return seen;
  }

  @Test
  void theSameSeedGivesTheSameEpisodes() {
    Environment<Discrete> one = corridor();
    Environment<Discrete> other = corridor();
    float[] first = new float[6];
    one.reset(7, first, 0);
    other.reset(7, first, 0);

    assertThat(first).containsExactly(1, 0, 0, 0, 0, 0);
    assertThat(walk(one, 200)).isEqualTo(walk(other, 200));
  }

  @Test
  void aRestoredCorridorGoesOnBitForBit() {
    Environment<Discrete> one = corridor();
    one.reset(7, new float[6], 0);
    walk(one, 13);
    Environment<Discrete> twin = corridor();
    InMemoryState.of(one).restore(twin);

    assertThat(walk(twin, 200)).isEqualTo(walk(one, 200));
  }

  @Test
  void anActionThatDoesNotExistIsRefused() {
    Environment<Discrete> corridor = corridor();
    corridor.reset(7, new float[6], 0);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> corridor.step(new float[] {2}, 0, new float[6], 0));
  }

  @Test
  void ppoLearnsToGoRight() {
    Training training = Ppo.on(CorridorTest::corridor, Ppo.Config.defaults(), Seeds.of(1));
    training.train(10_000, TrainingListener.NONE);
    float[] cells = new float[6 * 6];
    for (int i = 0; i < 6; i++) {
      cells[6 * i + i] = 1;
    }
    float[] actions = new float[6];
    training.greedy().act(cells, 6, actions);

    assertThat(Arrays.copyOf(actions, 5)).containsOnly(1);
  }
}
