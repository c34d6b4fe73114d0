package dev.bellman.algorithms.offline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.bellman.algorithms.Diverged;
import dev.bellman.autograd.Parameters;
import dev.bellman.core.checkpoint.CheckpointException;
import dev.bellman.core.checkpoint.InMemoryState;
import dev.bellman.core.experience.Dataset;
import dev.bellman.core.policy.Policy;
import dev.bellman.core.training.DivergenceException;
import dev.bellman.core.training.Training;
import dev.bellman.core.training.TrainingListener;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every learner that learns from a dataset. */
class OfflineLearnerTest {
  private static final long TOTAL = 240;

  /** What rewards of either environment can be multiplied by. */
  private static final double HUGE = 2e37;

  private static Training training(OfflineKind kind, Dataset data, long online) {
    return kind.training(Optional.of(data), online, 16, 1);
  }

  /** Each without steps of an environment and, where it can, with them. */
  static Stream<Arguments> phases() {
    return Stream.of(OfflineKind.values())
        .flatMap(
            kind ->
                (kind.canGoOnline() ? Stream.of(0L, 90L) : Stream.of(0L))
                    .map(online -> Arguments.of(kind, online)));
  }

  /** Killed after 100 steps, or after 200, when some of them were taken in an environment. */
  @ParameterizedTest
  @MethodSource("phases")
  void a_killed_training_goes_on_bit_by_bit(OfflineKind kind, long online) {
    Dataset data = kind.data(300);
    Training whole = training(kind, data, online);
    whole.train(TOTAL, TrainingListener.NONE);
    for (int pieces : new int[] {1, 2}) {
      Training killed = training(kind, data, online);
      for (int i = 0; i < pieces; i++) {
        killed.advance(TOTAL);
      }
      InMemoryState state = InMemoryState.of(killed);
      Map<String, Double> metrics = killed.metrics();
      killed.advance(TOTAL); // what was saved is a copy
      Training resumed = training(kind, data, online);
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
  }

  @ParameterizedTest
  @EnumSource
  void two_threads_change_no_bit(OfflineKind kind) {
    Optional<Dataset> data = Optional.of(kind.data(300));
    Training alone = kind.training(data, 0, 64, 1);
    Training shared = kind.training(data, 0, 64, 2);
    alone.train(80, TrainingListener.NONE);
    shared.train(80, TrainingListener.NONE);

    assertThat(InMemoryState.of(shared)).isEqualTo(InMemoryState.of(alone));
  }

  /** The statistics of observations come with the rest. */
  @ParameterizedTest
  @EnumSource
  void without_data_a_training_can_be_loaded_and_acts_alike(OfflineKind kind) {
    Dataset data = kind.data(300);
    Training trained = training(kind, data, 0);
    trained.train(20, TrainingListener.NONE);
    Training loaded = kind.training(Optional.empty(), 0, 16, 1);
    InMemoryState.of(trained).restore(loaded);

    int rows = 50;
    float[] expected = new float[rows];
    float[] actual = new float[rows];
    trained.greedy().act(data.observations(), rows, expected);
    loaded.greedy().act(data.observations(), rows, actual);
    assertThat(actual).containsExactly(expected);
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() -> loaded.advance(TOTAL))
        .withMessage("Offline: there is no dataset to learn from");
  }

  @Test
  void a_training_goes_on_with_its_own_dataset_alone() {
    OfflineKind kind = OfflineKind.values()[0];
    Dataset data = kind.data(300);
    Training trained = training(kind, data, 0);
    trained.train(20, TrainingListener.NONE);
    InMemoryState state = InMemoryState.of(trained);
    Dataset changed = kind.data(300);
    assertThat(changed.fingerprint()).isEqualTo(data.fingerprint());
    changed.rewards()[17] += 1;

    assertThatExceptionOfType(CheckpointException.class)
        .isThrownBy(() -> state.restore(training(kind, changed, 0)))
        .withMessageStartingWith("The training has learned from another dataset");
  }

  @ParameterizedTest
  @EnumSource
  void actions_are_in_their_space(OfflineKind kind) {
    Dataset data = kind.data(300);
    Training training = training(kind, data, 0);
    training.train(100, TrainingListener.NONE);
    float[] actions = new float[data.steps()];
    for (int i = 0; i < 2; i++) {
      (i == 0 ? training.greedy() : training.target())
          .act(data.observations(), data.steps(), actions);
      for (int row = 0; row < actions.length; row++) {
        assertThat(data.origin().actionSpace().contains(actions, row)).isTrue();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void figures_have_names_that_stay(OfflineKind kind) {
    Training training = training(kind, kind.data(300), 0);
    List<String> names = List.copyOf(training.metrics().keySet());
    assertThat(names).isNotEmpty().doesNotHaveDuplicates();
    training.train(80, TrainingListener.NONE);
    assertThat(training.metrics().keySet()).containsExactlyElementsOf(names);
    assertThat(training.metrics().values())
        .anyMatch(Double::isFinite)
        .noneMatch(x -> Double.isInfinite(x));
  }

  /** Cloning reads no rewards. */
  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"BC", "BC_BOX"})
  void a_loss_that_is_not_finite_stops_the_learner(OfflineKind kind) {
    Training training = training(kind, kind.data(300, HUGE), 0);

    assertThatExceptionOfType(DivergenceException.class)
        .isThrownBy(() -> training.train(TOTAL, TrainingListener.NONE))
        .withMessageStartingWith(kind.algorithm + ": update ")
        .withMessageContaining(" is not finite: ");
  }

  @ParameterizedTest
  @EnumSource
  void target_networks_begin_as_copies(OfflineKind kind) {
    Map<String, Parameters> networks = training(kind, kind.data(20), 0).parameters();
    Map<String, String> targets =
        switch (kind) {
          case BC, BC_BOX, AWR, AWR_BOX -> Map.of();
          case ONE_STEP_AC, ONE_STEP_AC_BOX -> Map.of("valueTarget", "value");
          case FITTED_SARSA -> Map.of("target", "network", "policy", "network");
          case FQI, DISCRETE_CQL, DISCRETE_CQL_UNIFORM, DDQN_BC -> Map.of("target", "network");
          case TD3_BC -> Map.of("targets", "critics", "policyTarget", "policy");
          case DDPG_BC -> Map.of("criticTarget", "critic", "policyTarget", "policy");
          case SAC_BC, CQL, REVERSE_KL, FORWARD_KL_BOX, AWAC, AWAC_BOX, IQL, IQL_BOX ->
              Map.of("targets", "critics");
        };
    targets.forEach(
        (target, source) ->
            assertThat(networks.get(target).values())
                .containsExactly(networks.get(source).values()));
    assertThat(networks.keySet()).containsAll(targets.keySet());
  }

  /** So do the statistics by which it sees observations: the authors choose episodes first. */
  @Test
  void cloning_of_the_best_episodes_sees_nothing_of_the_others() {
    Dataset data = OfflineKind.BC.data(300);
    Dataset best = data.best(0.5, 0.9);
    assertThat(best.episodes()).isBetween(2, data.episodes() - 1);

    Map<String, Parameters> networks = training(OfflineKind.BC, data, 0).parameters();
    double mean = 0;
    for (int e = 0; e < best.episodes(); e++) {
      for (int t = 0; t < best.length(e); t++) {
        mean += best.observations()[(best.observationRow(e) + t) * 4 + 2] / best.steps();
      }
    }
    assertThat((double) networks.get("normalizer").values()[2]).isCloseTo(mean, within(1e-7));
  }

  @ParameterizedTest
  @EnumSource
  void nobody_acts_by_a_network_of_nan(OfflineKind kind) {
    Dataset data = kind.data(300);
    Training training = training(kind, data, 0);
    Diverged.spoil(training.parameters().values());

    for (Policy policy : List.of(training.greedy(), training.target())) {
      Diverged.requireRefused(
          kind.algorithm, () -> policy.act(data.observations(), 2, new float[2]));
    }
  }
}
