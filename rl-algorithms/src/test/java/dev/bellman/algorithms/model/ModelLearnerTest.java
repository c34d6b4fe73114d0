package dev.bellman.algorithms.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.bellman.algorithms.RandomTransitions;
import dev.bellman.algorithms.Variation;
import dev.bellman.algorithms.loop.OffPolicyLearner;
import dev.bellman.algorithms.model.DynamicsModel.Rewards;
import dev.bellman.algorithms.model.DynamicsModel.Terminations;
import dev.bellman.core.checkpoint.InMemoryState;
import dev.bellman.core.experience.ReplayBuffer;
import dev.bellman.core.random.Seeds;
import dev.bellman.core.training.DivergenceException;
import dev.bellman.core.training.Training;
import dev.bellman.core.training.TrainingListener;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds for every algorithm that learns a model. */
class ModelLearnerTest {
  private static final long TOTAL = 260;

  /** The ring of 150 is full by then, and the model was fitted four times. */
  @ParameterizedTest
  @EnumSource
  void a_killed_training_goes_on_bit_by_bit(Learners kind) {
    Training whole = kind.training(16, 1);
    whole.train(TOTAL, TrainingListener.NONE);
    for (int pieces : new int[] {1, 2}) {
      Training killed = kind.training(16, 1);
      for (int i = 0; i < pieces; i++) {
        killed.advance(TOTAL);
      }
      InMemoryState state = InMemoryState.of(killed);
      Map<String, Double> metrics = killed.metrics();
      killed.advance(TOTAL); // what was saved is a copy
      Training resumed = kind.training(16, 1);
      state.restore(resumed);
      assertThat(InMemoryState.of(resumed)).isEqualTo(state);
      assertThat(resumed.metrics()).isEqualTo(metrics);
      resumed.train(TOTAL, TrainingListener.NONE);

      assertThat(resumed.metrics()).isEqualTo(whole.metrics());
      assertThat(resumed.updates()).isEqualTo(whole.updates()).isPositive();
      assertThat(InMemoryState.of(resumed))
          .as("%d pieces", pieces)
          .isEqualTo(InMemoryState.of(whole));
    }
    assertThat(whole.metrics().get("modelEpochs")).isBetween(8.0, 16.0); // four fits
  }

  @ParameterizedTest
  @EnumSource
  void two_threads_change_no_bit(Learners kind) {
    Training alone = kind.training(64, 1);
    Training shared = kind.training(64, 2);
    alone.train(100, TrainingListener.NONE);
    shared.train(100, TrainingListener.NONE);

    assertThat(InMemoryState.of(shared)).isEqualTo(InMemoryState.of(alone));
  }

  @ParameterizedTest
  @EnumSource
  void figures_and_networks_have_names(Learners kind) {
    Training training = kind.training(16, 1);
    List<String> names = List.copyOf(training.metrics().keySet());
    assertThat(names).contains("modelLoss", "modelError", "modelEpochs").doesNotHaveDuplicates();
    assertThat(training.parameters()).containsKeys("model", "elites");
    if (kind != Learners.PETS) {
      assertThat(training.parameters()).hasSizeGreaterThan(3);
    }
    training.train(60, TrainingListener.NONE);
    assertThat(training.metrics().keySet()).containsExactlyElementsOf(names);
  }

  private static RandomTransitions transitions(Learners kind) {
    return kind == Learners.DYNA ? RandomTransitions.discrete(1, 2) : RandomTransitions.box(1);
  }

  /** Actions are choices for Dyna. */
  private static ReplayBuffer data(Learners kind) {
    ReplayBuffer data = Models.linearData(200, 2, 1, Seeds.of(1));
    for (int i = 0; kind == Learners.DYNA && i < 200; i++) {
      data.actions()[i] = i % 2;
    }
    return data;
  }

  @ParameterizedTest
  @EnumSource
  void a_model_that_is_not_finite_stops_the_learner(Learners kind) {
    ReplayBuffer data = data(kind);
    data.rewards()[0] = Float.NaN;
    OffPolicyLearner learner =
        kind.learner(data, Variation.of(Learners.model(8), Map.of("holdout", 0.0)));

    assertThatExceptionOfType(DivergenceException.class)
        .isThrownBy(() -> learner.update(transitions(kind), 1))
        .withMessage(
            kind.algorithm()
                + "'s model: update 1 is not finite: modelLoss NaN; try a smaller learningRate");
  }

  @ParameterizedTest
  @EnumSource
  void a_model_that_learns_far_too_fast_stops_the_learner(Learners kind) {
    OffPolicyLearner learner =
        kind.learner(data(kind), Variation.of(Learners.model(8), Map.of("learningRate", 1e30)));

    assertThatExceptionOfType(DivergenceException.class)
        .isThrownBy(() -> learner.update(transitions(kind), 1))
        .withMessageStartingWith(kind.algorithm() + "'s model: update ")
        .withMessageContaining(" is not finite: ");
  }

  /** s′ = 10²⁰·s: a step is finite, another one is not. Rollouts have three by then. */
  @ParameterizedTest
  @EnumSource(names = {"MBPO", "DYNA"})
  void imagined_states_that_overflow_stop_the_learner(Learners kind) {
    ReplayBuffer small = data(kind);
    int rows = small.size();
    float[] next = small.observations().clone();
    for (int i = 0; i < next.length; i++) {
      next[i] *= 1e20f;
    }
    ReplayBuffer data = new ReplayBuffer(rows, small.observationSize(), small.actionSize());
    boolean[] never = new boolean[rows];
    data.add(rows, small.observations(), small.actions(), new double[rows], never, never, next);
    DynamicsModel.Config model = Variation.of(Models.LINEAR, Map.of("epochs", 1));
    OffPolicyLearner learner = kind.learner(data, model);

    assertThatExceptionOfType(DivergenceException.class)
        .isThrownBy(() -> learner.update(transitions(kind), 1))
        .withMessage(
            kind.algorithm()
                + ": what the model imagines after 200 steps is not finite;"
                + " try shorter rollouts or a smaller model.learningRate");
  }

  @ParameterizedTest
  @EnumSource(names = {"MBPO", "DYNA", "PETS"})
  void what_is_not_known_is_refused(Learners kind) {
    DynamicsModel.Config rewards = Variation.of(Models.LINEAR, Map.of("rewards", Rewards.KNOWN));
    DynamicsModel.Config ends =
        Variation.of(Models.LINEAR, Map.of("terminations", Terminations.KNOWN));
    String message =
        kind.algorithm() + ": the equations of this environment are not known; set model.";
    assertThatIllegalArgumentException()
        .isThrownBy(() -> kind.learner(data(kind), rewards))
        .withMessage(message + "rewards=learned");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> kind.learner(data(kind), ends))
        .withMessage(message + "terminations=learned");
  }

  /** Dyna's update is one on what happened, and then so many on what is imagined. */
  @Test
  void dyna_updates_on_what_is_imagined_as_often_as_it_is_told() {
    OffPolicyLearner learner = Learners.DYNA.learner(data(Learners.DYNA), Learners.model(8));
    int[] real = new int[1];
    RandomTransitions source = transitions(Learners.DYNA);
    for (int i = 1; i <= 3; i++) {
      learner.update(
          (rows, out) -> {
            real[0]++;
            source.write(rows, out);
          },
          1);
      assertThat(learner.updates()).isEqualTo(3L * i);
      assertThat(real[0]).isEqualTo(i);
    }
  }
}
