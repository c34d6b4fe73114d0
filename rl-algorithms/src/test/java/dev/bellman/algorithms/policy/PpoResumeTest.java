package dev.bellman.algorithms.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellman.core.checkpoint.InMemoryState;
import dev.bellman.core.random.Seeds;
import dev.bellman.core.space.Box;
import dev.bellman.core.space.Discrete;
import dev.bellman.core.training.Schedule;
import dev.bellman.core.training.Training;
import dev.bellman.core.training.TrainingListener;
import dev.bellman.envs.Environments;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Equal seeds give equal bits, and so does a training that was saved and loaded between. */
class PpoResumeTest {
  private static final int TOTAL = 1000; // the tenth piece is a shortened one

  private static final Ppo.Config CONFIG =
      new Ppo.Config(
          4,
          27,
          2,
          5,
          Schedule.linear(1e-2),
          0.99,
          0.95,
          Schedule.linear(0.2),
          0.2,
          0.01,
          0.5,
          0.5,
          Double.POSITIVE_INFINITY,
          List.of(13, 7));

  private static Training training(String environment, long seed) {
    return environment.startsWith("CartPole")
        ? Ppo.on(() -> Environments.make(environment, Discrete.class), CONFIG, Seeds.of(seed))
        : Ppo.on(() -> Environments.make(environment, Box.class), CONFIG, Seeds.of(seed));
  }

  private static float[] weights(Training training) {
    return training.parameters().get("agent").values();
  }

  @ParameterizedTest
  @ValueSource(strings = {"CartPole-v1", "Pendulum-v1"})
  void the_seed_decides_every_bit(String environment) {
    Training first = training(environment, 5);
    Training same = training(environment, 5);
    Training other = training(environment, 6);
    assertThat(weights(other)).isNotEqualTo(weights(first));
    for (Training t : List.of(first, same, other)) {
      t.train(TOTAL, TrainingListener.NONE);
    }

    assertThat(weights(same)).isEqualTo(weights(first));
    assertThat(same.metrics()).isEqualTo(first.metrics());
    assertThat(same.episodes().meanReturn()).isEqualTo(first.episodes().meanReturn());
    assertThat(weights(other)).isNotEqualTo(weights(first));
  }

  @ParameterizedTest
  @CsvSource({"CartPole-v1,0", "CartPole-v1,3", "Pendulum-v1,0", "Pendulum-v1,3", "Pendulum-v1,9"})
  void a_loaded_training_goes_on_bit_for_bit(String environment, int pieces) {
    Training whole = training(environment, 5);
    whole.train(TOTAL, TrainingListener.NONE);

    Training saved = training(environment, 5);
    for (int i = 0; i < pieces; i++) {
      saved.advance(TOTAL);
    }
    InMemoryState state = new InMemoryState();
    saved.save(state);
    saved.advance(TOTAL); // what was saved is a copy
    Training loaded = training(environment, 5);
    loaded.load(state);
    loaded.train(TOTAL, TrainingListener.NONE);

    assertThat(weights(loaded)).isEqualTo(weights(whole));
    assertThat(loaded.metrics()).isEqualTo(whole.metrics());
    assertThat(loaded.steps()).isEqualTo(whole.steps()).isEqualTo(TOTAL);
    assertThat(loaded.updates()).isEqualTo(whole.updates());
    assertThat(loaded.episodes().count()).isEqualTo(whole.episodes().count());
    assertThat(loaded.episodes().meanReturn()).isEqualTo(whole.episodes().meanReturn());
    assertThat(hidden(loaded)).isEqualTo(hidden(whole));
  }

  /** The state that no figure shows: moments, generators, environments. */
  private static List<String> hidden(Training training) {
    InMemoryState state = new InMemoryState();
    training.save(state);
    InMemoryState learner = state.scope("learner");
    return List.of(
        floats(learner.scope("adam"), "firstMoments"),
        floats(learner.scope("adam"), "secondMoments"),
        longs(learner.scope("adam"), "steps"),
        longs(learner.scope("noise"), "draws"),
        longs(learner.scope("shuffle"), "state"),
        floats(state.scope("environments"), "observations"));
  }

  private static String floats(InMemoryState state, String name) {
    float[] values = new float[state.length(name)];
    state.get(name, values);
    return Arrays.toString(values);
  }

  private static String longs(InMemoryState state, String name) {
    long[] values = new long[state.length(name)];
    state.get(name, values);
    return Arrays.toString(values);
  }
}
