package dev.bellman.algorithms.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.bellman.core.checkpoint.InMemoryState;
import dev.bellman.core.random.Seeds;
import dev.bellman.core.training.Training;
import dev.bellman.core.training.TrainingListener;
import dev.bellman.envs.probe.Probe;
import dev.bellman.envs.probe.World;
import org.junit.jupiter.api.Test;

class ReinforceTest {
  private static final Reinforce.Config CONFIG = new Reinforce.Config(8, 16, 0.01, 0.9, 16);

  private static Training training(long seed) {
    return Reinforce.on(
        () -> Probe.discrete(World.OBSERVATION_ACTION_REWARD), CONFIG, Seeds.of(seed));
  }

  @Test
  void choosesTheActionThatTheObservationAsksFor() {
    Training training = training(1);
    training.train(10_000, TrainingListener.NONE);
    float[] actions = new float[2];
    training.greedy().act(new float[] {-1, 1}, 2, actions);

    assertThat(actions).containsExactly(0, 1);
    assertThat(training.episodes().meanReturn()).isCloseTo(1, within(0.1));
  }

  @Test
  void aRestoredTrainingGoesOnBitForBit() {
    Training straight = training(2);
    straight.train(1_024, TrainingListener.NONE);
    Training twin = training(2); // keys come from the seed, positions from the state
    InMemoryState.of(straight).restore(twin);
    straight.train(2_048, TrainingListener.NONE);
    twin.train(2_048, TrainingListener.NONE);

    assertThat(InMemoryState.of(twin)).isEqualTo(InMemoryState.of(straight));
  }
}
