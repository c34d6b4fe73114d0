package dev.bellman.envs.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.bellman.core.environment.Environment;
import dev.bellman.core.space.Discrete;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProbeTest {
  private static final double GAMMA = 0.9;

  /**
   * V*(s) = max_a r + γ · (1 − terminated) · V*(s′), step by step along every choice of actions.
   */
  @ParameterizedTest
  @EnumSource
  void theStatedValuesSolveTheBellmanEquation(World world) {
    for (long seed = 0; seed < 4; seed++) {
      for (int choices = 0; choices < 1 << world.length(); choices++) {
        check(world, seed, choices);
      }
    }
  }

  private static void check(World world, long seed, int choices) {
    float[] before = new float[1];
    float[][] after = new float[2][1];
    Probe<Discrete> probe = at(world, seed, choices, 0, before);
    for (int time = 0; !probe.terminated() && !probe.truncated(); time++) {
      double best = Double.NEGATIVE_INFINITY;
      for (int action = 0; action < 2; action++) {
        Probe<Discrete> branch = at(world, seed, choices, time, before);
        double reward = branch.step(new float[] {action}, 0, after[action], 0);
        double next = branch.terminated() ? 0 : world.value(after[action][0], GAMMA);
        best = Math.max(best, reward + GAMMA * next);
      }
      assertThat(world.value(before[0], GAMMA))
          .as("%s, seed %d, choices %d, time %d", world, seed, choices, time)
          .isCloseTo(best, within(1e-12));
      probe = at(world, seed, choices, time + 1, before);
    }
  }

  /** The probe after {@code steps} steps with these choices, one bit each. */
  private static Probe<Discrete> at(
      World world, long seed, int choices, int steps, float[] observation) {
    Probe<Discrete> probe = Probe.discrete(world);
    probe.reset(seed, observation, 0);
    for (int i = 0; i < steps; i++) {
      probe.step(new float[] {choices >> i & 1}, 0, observation, 0);
    }
    return probe;
  }

  @ParameterizedTest
  @EnumSource
  void episodesEndAsStated(World world) {
    float[] observation = new float[1];
    Environment<?> probe = Probe.discrete(world);
    probe.reset(0, observation, 0);
    for (int i = 0; i < world.length(); i++) {
      assertThat(probe.terminated() || probe.truncated()).isFalse();
      probe.step(new float[1], 0, observation, 0);
    }

    assertThat(probe.terminated()).isEqualTo(world.terminates());
    assertThat(probe.truncated()).isEqualTo(!world.terminates());
  }

  @Test
  void thePreciousStartIsNeverWhatAStepLeadsTo() {
    float[] observation = new float[1];
    Environment<?> probe = Probe.discrete(World.PRECIOUS_START);
    for (int episode = 0; episode < 3; episode++) {
      probe.reset(observation, 0);
      assertThat(observation).containsExactly(1);
      do {
        probe.step(new float[1], 0, observation, 0);
        assertThat(observation).containsExactly(0);
      } while (!probe.truncated());
    }
  }

  @Test
  void bothSidesOfTheCoinComeUp() {
    float[] observation = new float[1];
    Environment<?> probe = Probe.discrete(World.OBSERVATION_REWARD);
    probe.reset(0, observation, 0);
    int heads = 0;
    for (int i = 0; i < 1000; i++) {
      probe.reset(observation, 0);
      heads += observation[0] == 1 ? 1 : 0;
    }
    assertThat(heads).isBetween(420, 580);
  }

  @Test
  void actionsOfABoxAreClipped() {
    float[] observation = new float[1];
    Environment<?> probe = Probe.box(World.ACTION_REWARD);
    probe.reset(0, observation, 0);
    assertThat(probe.step(new float[] {0.25f}, 0, observation, 0)).isEqualTo(0.25);
    probe.reset(observation, 0);
    assertThat(probe.step(new float[] {7}, 0, observation, 0)).isEqualTo(1);
  }
}
