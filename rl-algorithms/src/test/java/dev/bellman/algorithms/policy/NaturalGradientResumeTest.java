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
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A training that was saved and loaded between ends with the bits of one that was not. */
class NaturalGradientResumeTest {
  private static final int TOTAL = 1000; // the tenth piece is a shortened one

  private static Training training(NaturalMethod method, String environment) {
    Map<String, Object> settings =
        Map.of(
            "environments", 4,
            "rolloutSteps", 27,
            "epochs", 2,
            "batchSize", 25,
            "learningRate", Schedule.linear(1e-2),
            "hidden", List.of(13, 7));
    Seeds seeds = Seeds.of(5);
    return environment.startsWith("CartPole")
        ? method.training(() -> Environments.make(environment, Discrete.class), settings, seeds)
        : method.training(() -> Environments.make(environment, Box.class), settings, seeds);
  }

  @ParameterizedTest
  @CsvSource({
    "NPG,CartPole-v1,0",
    "NPG,CartPole-v1,3",
    "NPG,Pendulum-v1,9",
    "TRPO,CartPole-v1,3",
    "TRPO,Pendulum-v1,0",
    "TRPO,Pendulum-v1,9"
  })
  void a_loaded_training_goes_on_bit_for_bit(NaturalMethod method, String environment, int pieces) {
    Training whole = training(method, environment);
    whole.train(TOTAL, TrainingListener.NONE);

    Training saved = training(method, environment);
    for (int i = 0; i < pieces; i++) {
      saved.advance(TOTAL);
    }
    InMemoryState state = new InMemoryState();
    saved.save(state);
    saved.advance(TOTAL); // what was saved is a copy
    Training loaded = training(method, environment);
    loaded.load(state);
    loaded.train(TOTAL, TrainingListener.NONE);

    for (String network : List.of("actor", "critic")) {
      assertThat(loaded.parameters().get(network).values())
          .isEqualTo(whole.parameters().get(network).values());
    }
    assertThat(loaded.metrics()).isEqualTo(whole.metrics());
    assertThat(loaded.steps()).isEqualTo(whole.steps()).isEqualTo(TOTAL);
    assertThat(loaded.updates()).isEqualTo(whole.updates());
    assertThat(loaded.episodes().meanReturn()).isEqualTo(whole.episodes().meanReturn());
    assertThat(hidden(loaded)).isEqualTo(hidden(whole));
  }

  /** The state that no figure shows: moments, generators, environments. */
  private static List<String> hidden(Training training) {
    InMemoryState state = new InMemoryState();
    training.save(state);
    InMemoryState learner = state.scope("learner");
    InMemoryState regression = learner.scope("regression");
    return List.of(
        floats(regression.scope("adam"), "firstMoments"),
        floats(regression.scope("adam"), "secondMoments"),
        longs(regression.scope("adam"), "steps"),
        longs(regression.scope("shuffle"), "state"),
        longs(learner.scope("noise"), "draws"),
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
