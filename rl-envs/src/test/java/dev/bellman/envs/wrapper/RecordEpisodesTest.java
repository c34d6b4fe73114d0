package dev.bellman.envs.wrapper;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellman.core.checkpoint.InMemoryState;
import dev.bellman.core.space.Discrete;
import dev.bellman.envs.classic.CartPole;
import org.junit.jupiter.api.Test;

class RecordEpisodesTest {
  private static final float[] RIGHT = {1};
  private static final float[] STAY = {0};

  private final float[] observation = new float[1];

  private static RecordEpisodes<Discrete> corridor() {
    return new RecordEpisodes<>(new TimeLimit<>(new Corridor(), 5));
  }

  @Test
  void whatTerminatesAndWhatIsTruncatedIsRecorded() {
    RecordEpisodes<Discrete> environment = corridor();
    environment.reset(0, observation, 0);
    steps(environment, RIGHT, 3);
    assertThat(environment.terminated()).isTrue();
    environment.reset(observation, 0);
    steps(environment, STAY, 5);
    assertThat(environment.truncated()).isTrue();

    assertThat(environment.count()).isEqualTo(2);
    assertThat(environment.returns()).containsExactly(-3, -5);
    assertThat(environment.lengths()).containsExactly(3, 5);
  }

  @Test
  void anEpisodeThatAResetCutsOffIsNoneAndLeavesNothingBehind() {
    RecordEpisodes<Discrete> environment = corridor();
    environment.reset(0, observation, 0);
    steps(environment, STAY, 2);
    environment.reset(observation, 0);
    assertThat(environment.count()).isZero();
    steps(environment, RIGHT, 3);

    assertThat(environment.returns()).containsExactly(-3);
    assertThat(environment.lengths()).containsExactly(3);
  }

  @Test
  void manyEpisodesAreKept() {
    RecordEpisodes<Discrete> environment = corridor();
    for (int episode = 0; episode < 100; episode++) {
      environment.reset(observation, 0);
      steps(environment, STAY, episode % 3);
      steps(environment, RIGHT, 3);
    }

    assertThat(environment.lengths()).hasSize(100).startsWith(3, 4, 5, 3);
    assertThat(environment.returns()).hasSize(100).endsWith(-5, -3);
  }

  @Test
  void anEpisodeIsRecordedAlthoughItWasSavedInItsMiddle() {
    RecordEpisodes<Discrete> environment = corridor();
    for (int episode = 0; episode < 20; episode++) {
      environment.reset(observation, 0);
      steps(environment, RIGHT, 3);
    }
    environment.reset(observation, 0);
    steps(environment, STAY, 2);
    RecordEpisodes<Discrete> twin = corridor();
    InMemoryState.of(environment).restore(twin);
    steps(twin, RIGHT, 3);

    assertThat(twin.lengths()).hasSize(21).endsWith(3, 5);
    assertThat(twin.returns()).hasSize(21).endsWith(-3, -5);
    assertThat(environment.count()).isEqualTo(20);
  }

  @Test
  void aRestoredStateGoesOn() {
    Walk.assertGoesOn(() -> new RecordEpisodes<>(new CartPole(false)));
  }

  private void steps(RecordEpisodes<Discrete> environment, float[] action, int times) {
    for (int i = 0; i < times; i++) {
      environment.step(action, 0, observation, 0);
    }
  }
}
