package dev.bellman.core.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.bellman.core.checkpoint.InMemoryState;
import dev.bellman.core.random.Seeds;
import dev.bellman.core.space.Discrete;
import java.util.List;
import org.junit.jupiter.api.Test;

class VectorEnvironmentTest {
  private static final float[] ZEROS = {0, 0};

  private final VectorEnvironment<Discrete> environments = countdowns();

  @Test
  void aSeedIsCountedUp() {
    environments.reset(1);

    assertThat(environments.observations()).containsExactly(1, 2);
  }

  @Test
  void seedsGiveEachEnvironmentAStreamOfItsOwn() {
    environments.reset(Seeds.of(7));

    assertThat(environments.observations())
        .containsExactly(Seeds.of(7).key("environment", 0), Seeds.of(7).key("environment", 1));
  }

  @Test
  void anEndedEpisodeIsResetInTheSameStepAndItsFinalObservationKept() {
    environments.reset(1);
    environments.step(ZEROS);

    assertThat(environments.observations()).containsExactly(3, 1);
    assertThat(environments.finalObservations()).containsExactly(0, 1);
    assertThat(environments.rewards()).containsExactly(0, 1);
    assertThat(environments.terminated()).containsExactly(true, false);
    assertThat(environments.truncated()).containsExactly(false, false);

    environments.step(new float[] {1, 0});

    assertThat(environments.observations()).containsExactly(1, 3);
    assertThat(environments.finalObservations()).containsExactly(1, 0);
    assertThat(environments.terminated()).containsExactly(false, true);
  }

  @Test
  void goesOnAsBeforeAfterItsStateWasRestored() {
    environments.reset(5);
    environments.step(ZEROS);
    InMemoryState state = new InMemoryState();
    environments.save(state);

    VectorEnvironment<Discrete> other = countdowns();
    other.load(state);

    assertThat(other.observations()).containsExactly(4, 5);
    other.step(ZEROS);
    assertThat(other.observations()).containsExactly(3, 4);
  }

  @Test
  void aStepBeforeTheFirstResetIsRefused() {
    assertThatIllegalStateException().isThrownBy(() -> environments.step(ZEROS));
  }

  @Test
  void missingActionsAreRefused() {
    environments.reset(1);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> environments.step(new float[1]))
        .withMessage("step: actions has 1 elements, but 2 environments need 2");
  }

  private static VectorEnvironment<Discrete> countdowns() {
    return new VectorEnvironment<>(List.of(new Countdown(), new Countdown()));
  }
}
