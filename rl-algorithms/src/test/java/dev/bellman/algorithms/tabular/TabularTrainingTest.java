package dev.bellman.algorithms.tabular;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellman.algorithms.loop.TabularLearner;
import dev.bellman.algorithms.loop.TabularTraining;
import dev.bellman.core.checkpoint.InMemoryState;
import dev.bellman.core.checkpoint.StateReader;
import dev.bellman.core.checkpoint.StateWriter;
import dev.bellman.core.random.Seeds;
import dev.bellman.core.space.Discrete;
import dev.bellman.core.training.DivergenceException;
import dev.bellman.core.training.Schedule;
import dev.bellman.core.training.TrainingListener;
import dev.bellman.envs.Environments;
import dev.bellman.envs.tabular.Dynamics;
import dev.bellman.envs.tabular.TabularEnvironment;
import dev.bellman.envs.wrapper.TimeLimit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TabularTrainingTest {

  /** Writes down what it is told; always takes action 1. */
  private static final class Listener implements TabularLearner {
    final List<String> heard = new ArrayList<>();

    @Override
    public void schedule(double remaining) {
      heard.add("remaining " + remaining);
    }

    @Override
    public int act(int state) {
      return 1;
    }

    @Override
    public void observe(int state, int action, double reward, int next, boolean terminated) {
      heard.add(state + " " + action + " " + reward + " " + next + (terminated ? " end" : ""));
    }

    @Override
    public void episodeEnded() {
      heard.add("ended");
    }

    @Override
    public int greedy(int state) {
      return state % 2;
    }

    @Override
    public long updates() {
      return 0;
    }

    @Override
    public Map<String, Double> metrics() {
      return Map.of();
    }

    @Override
    public void save(StateWriter out) {}

    @Override
    public void load(StateReader in) {}
  }

  /** 0 → 1 → 2 → 3 with rewards 1, 2, 3 by action 1; state 3 is the end. */
  private static TabularEnvironment chain() {
    var builder = Dynamics.builder(4, 2);
    for (int s = 0; s < 4; s++) {
      builder.outcome(s, 0, 1, 0, s, false);
      builder.outcome(s, 1, 1, s + 1, Math.min(3, s + 1), s >= 2);
    }
    return new TabularEnvironment(builder.start(0, 1).build());
  }

  private static TabularTraining training(
      dev.bellman.core.environment.Environment<Discrete> world, int longest, Listener listener) {
    return TabularTraining.of(world, longest, Seeds.of(0), (states, actions) -> listener);
  }

  @Test
  void theLearnerIsToldOfEachStep() {
    Listener listener = new Listener();
    TabularTraining training = training(chain(), 100, listener);
    assertThat(training.advance(4)).isTrue();
    assertThat(training.advance(4)).as("no room").isFalse();

    assertThat(listener.heard)
        .containsExactly(
            "remaining 1.0",
            "0 1 1.0 1",
            "remaining 0.75",
            "1 1 2.0 2",
            "remaining 0.5",
            "2 1 3.0 3 end",
            "ended",
            "remaining 0.25",
            "0 1 1.0 1");
    assertThat(training.steps()).isEqualTo(4);
    assertThat(training.episodes().count()).isEqualTo(1);
    assertThat(training.episodes().latestReturn()).isEqualTo(6);
  }

  /** The state that the cut step led to is told, not the first of the next episode. */
  @Test
  void whoeverTruncatesTheLastStateIsToldAndNoEnd() {
    for (boolean limited : new boolean[] {true, false}) {
      Listener listener = new Listener();
      (limited
              ? training(new TimeLimit<>(chain(), 2), 100, listener)
              : training(chain(), 2, listener))
          .advance(3);

      assertThat(listener.heard)
          .filteredOn(line -> !line.startsWith("remaining"))
          .containsExactly("0 1 1.0 1", "1 1 2.0 2", "ended", "0 1 1.0 1");
    }
  }

  @Test
  void aPieceIsAThousandSteps() {
    TabularTraining training = training(chain(), 100, new Listener());
    assertThat(training.advance(1500)).isTrue();
    assertThat(training.steps()).isEqualTo(1000);
    assertThat(training.advance(1500)).isTrue();
    assertThat(training.steps()).isEqualTo(1500);
  }

  @Test
  void theGreedyPolicyAnswersForManyObservations() {
    float[] actions = new float[3];
    training(chain(), 9, new Listener()).greedy().act(new float[] {0, 1, 3}, 3, actions);

    assertThat(actions).containsExactly(0, 1, 1);
  }

  /** Blackjack's three numbers are one row of the table. */
  @Test
  void observationsOfSeveralNumbersAreNumbered() {
    int[] sizes = new int[2];
    TabularTraining.of(
        Environments.make("Blackjack-v1", Discrete.class),
        9,
        Seeds.of(0),
        (states, actions) -> {
          sizes[0] = states;
          sizes[1] = actions;
          return new Listener();
        });

    assertThat(sizes).containsExactly(704, 2);
  }

  @Test
  void aBoxIsRefused() {
    QLearning.Config config = QLearning.Config.defaults();
    assertThatThrownBy(
            () ->
                QLearning.on(
                    () -> Environments.make("CartPole-v1", Discrete.class), config, Seeds.of(0)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("A table wants finitely many observations, but those of");
  }

  @Test
  void whatIsNotFiniteStopsTheTraining() {
    QLearning learner = new QLearning(1, 1, QLearning.Config.defaults(), Seeds.of(0));
    assertThatThrownBy(() -> learner.observe(0, 0, Double.POSITIVE_INFINITY, 0, false))
        .isInstanceOf(DivergenceException.class)
        .hasMessage("q-learning: update 1 is not finite: Q 0.0, target Infinity");
  }

  @ParameterizedTest
  @EnumSource
  void gammaIsInItsRange(Method method) {
    for (double gamma : new double[] {0, 1.5, -1}) {
      Method.Settings settings =
          new Method.Settings(StepSize.constant(0.5), gamma, Schedule.constant(0.1), 10);
      assertThatThrownBy(() -> method.learner(2, 2, settings, Seeds.of(0)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageMatching("[a-z-]+: gamma must be in \\(0, 1], but is " + gamma);
    }
  }

  private static TabularTraining lake(Method method, long seed) {
    Method.Settings settings =
        new Method.Settings(new StepSize.Visits(0.8), 0.95, Schedule.linear(0.9), 60);
    return method.on(Environments.make("FrozenLake-v1", Discrete.class), settings, Seeds.of(seed));
  }

  @ParameterizedTest
  @EnumSource
  void aLoadedTrainingGoesOnBitForBit(Method method) {
    int total = 5555;
    long within = 0;
    for (int pieces : new int[] {0, 1, 2, 3}) {
      TabularTraining whole = lake(method, 5);
      whole.train(total, TrainingListener.NONE);

      TabularTraining saved = lake(method, 5);
      for (int i = 0; i < pieces; i++) {
        saved.advance(total);
      }
      InMemoryState state = InMemoryState.of(saved);
      within += state.getLong("episodeSteps");
      saved.advance(total); // what was saved is a copy
      TabularTraining loaded = lake(method, 5);
      loaded.advance(total); // what is loaded replaces everything
      state.restore(loaded);
      assertThat(InMemoryState.of(loaded)).isEqualTo(state);
      loaded.train(total, TrainingListener.NONE);

      assertThat(InMemoryState.of(loaded)).isEqualTo(InMemoryState.of(whole));
      assertThat(loaded.metrics()).isEqualTo(whole.metrics());
      assertThat(loaded.steps()).isEqualTo(total);
    }
    assertThat(within).as("steps into an episode at which it was saved").isPositive();
  }

  @ParameterizedTest
  @EnumSource
  void theSeedDecidesEveryBit(Method method) {
    TabularTraining one = lake(method, 5);
    TabularTraining same = lake(method, 5);
    TabularTraining other = lake(method, 6);
    for (TabularTraining t : List.of(one, same, other)) {
      t.train(2000, TrainingListener.NONE);
    }

    assertThat(InMemoryState.of(same)).isEqualTo(InMemoryState.of(one));
    assertThat(InMemoryState.of(other)).isNotEqualTo(InMemoryState.of(one));
  }
}
