package dev.bellman.envs.wrapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.bellman.core.environment.Environment;
import dev.bellman.core.space.Discrete;
import dev.bellman.envs.classic.CartPole;
import dev.bellman.envs.probe.Probe;
import dev.bellman.envs.probe.World;
import org.junit.jupiter.api.Test;

class TimeLimitTest {
  private final float[] observation = new float[4];

  @Test
  void anEpisodeIsTruncatedAtTheLimitAndCountedAnewAfterIt() {
    Environment<Discrete> limited = new TimeLimit<>(new CartPole(false), 3);
    limited.reset(0, observation, 0);
    for (int episode = 0; episode < 2; episode++) {
      assertThat(limited.truncated()).isFalse();
      step(limited, 2);
      assertThat(limited.truncated()).isFalse();
      step(limited, 1);
      assertThat(limited.truncated()).isTrue();
      assertThat(limited.terminated()).isFalse();
      limited.reset(observation, 0);
    }
  }

  @Test
  void anEndAtTheLimitIsBoth() {
    Environment<Discrete> limited = new TimeLimit<>(Probe.discrete(World.TWO_STEPS), 2);
    limited.reset(0, observation, 0);
    step(limited, 2);

    assertThat(limited.terminated()).isTrue();
    assertThat(limited.truncated()).isTrue();
  }

  @Test
  void anEndBeforeTheLimitIsTerminationAlone() {
    Environment<Discrete> limited = new TimeLimit<>(Probe.discrete(World.TWO_STEPS), 3);
    limited.reset(0, observation, 0);
    step(limited, 2);

    assertThat(limited.terminated()).isTrue();
    assertThat(limited.truncated()).isFalse();
  }

  @Test
  void aLimitBelowOneStepIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TimeLimit<>(new CartPole(false), 0))
        .withMessage("TimeLimit: maxSteps must be ≥ 1, but is 0");
  }

  private void step(Environment<Discrete> environment, int times) {
    for (int i = 0; i < times; i++) {
      environment.step(new float[1], 0, observation, 0);
    }
  }
}
