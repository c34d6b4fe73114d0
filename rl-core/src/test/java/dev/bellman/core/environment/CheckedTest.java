package dev.bellman.core.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.bellman.core.checkpoint.InMemoryState;
import dev.bellman.core.space.Discrete;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckedTest {
  private final Environment<Discrete> environment = new Checked<>(new Countdown());
  private final float[] observation = new float[1];

  @Test
  void aStepBeforeTheFirstResetIsRefused() {
    assertThatIllegalStateException()
        .isThrownBy(() -> step(0))
        .withMessageContaining("before the first step");
  }

  @Test
  void aStepAfterTheEndIsRefusedUntilTheNextReset() {
    environment.reset(1, observation, 0);
    step(0);

    assertThatIllegalStateException().isThrownBy(() -> step(0)).withMessageContaining("has ended");

    environment.reset(observation, 0);
    assertThat(step(0)).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(floats = {-1, 2, 0.5f, Float.NaN, Float.POSITIVE_INFINITY})
  void anActionThatIsNotOneIsRefusedAndChangesNothing(float action) {
    environment.reset(3, observation, 0);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> step(action))
        .withMessage("step: the action must be one of 0 … 1, but is " + action);
    assertThat(step(0)).isEqualTo(2);
  }

  @Test
  void thePhaseIsPartOfTheState() {
    environment.reset(1, observation, 0);
    step(0);
    InMemoryState state = new InMemoryState();
    environment.save(state);
    Environment<Discrete> other = new Checked<>(new Countdown());
    other.load(state);

    assertThatIllegalStateException()
        .isThrownBy(() -> other.step(new float[1], 0, observation, 0))
        .withMessageContaining("has ended");
  }

  private double step(float action) {
    return environment.step(new float[] {action}, 0, observation, 0);
  }
}
