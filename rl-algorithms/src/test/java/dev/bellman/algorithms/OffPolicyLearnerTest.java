package dev.bellman.algorithms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.bellman.algorithms.policy.Sac;
import dev.bellman.algorithms.policy.Td3;
import dev.bellman.algorithms.value.Dqn;
import dev.bellman.autograd.Parameters;
import dev.bellman.core.checkpoint.InMemoryState;
import dev.bellman.core.checkpoint.Stateful;
import dev.bellman.core.experience.TransitionSource;
import dev.bellman.core.random.Seeds;
import dev.bellman.core.space.Box;
import dev.bellman.core.space.Discrete;
import dev.bellman.core.training.DivergenceException;
import dev.bellman.core.training.Schedule;
import dev.bellman.tensor.parallel.Workers;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds for every learner that learns from batches of transitions. */
class OffPolicyLearnerTest {

  /** How a kind of learner is driven. */
  private interface Learner {
    Stateful state();

    void update(TransitionSource source);

    Supplier<Map<String, Double>> metrics();

    Map<String, Parameters> parameters();

    /** Acts for three rows and returns the actions. */
    float[] act();
  }

  /** The learners. */
  enum Kind {
    DQN,
    TD3,
    SAC;

    RandomTransitions transitions() {
      return this == DQN ? RandomTransitions.discrete(3, 4) : RandomTransitions.box(3);
    }

    Learner learner(int threads) {
      Schedule rate = Schedule.constant(3e-3);
      List<Integer> hidden = List.of(64, 64);
      Seeds seeds = Seeds.of(5);
      Box box = Box.uniform(2, -1, 1);
      Workers workers = Workers.of(threads);
      float[] observations = {0.1f, 0.2f, 0.3f, -1, -2, -3, 4, 0, -4};
      return switch (this) {
        case DQN -> {
          Dqn.Config config = new Dqn.Config(rate, 64, 0.9, 0.5, 2, 10, hidden);
          Dqn dqn = new Dqn(3, new Discrete(4), config, seeds, workers);
          yield new Adapter(
              dqn,
              source -> dqn.update(source, 1),
              dqn::metrics,
              dqn.parameters(),
              out -> dqn.act(observations, 3, 0.5, out),
              3);
        }
        case TD3 -> {
          Td3.Config config = new Td3.Config(rate, 64, 0.9, 0.01, 2, 0.2, 0.5, 0.1, hidden);
          Td3 td3 = new Td3(3, box, config, seeds, workers);
          yield new Adapter(
              td3,
              source -> td3.update(source, 1),
              td3::metrics,
              td3.parameters(),
              out -> td3.act(observations, 3, out),
              6);
        }
        case SAC -> {
          Sac.Config config = new Sac.Config(rate, rate, 64, 0.9, 0.01, 1, -1, hidden);
          Sac sac = new Sac(3, box, config, seeds, workers);
          yield new Adapter(
              sac,
              source -> sac.update(source, 1),
              sac::metrics,
              sac.parameters(),
              out -> sac.act(observations, 3, out),
              6);
        }
      };
    }
  }

  private record Adapter(
      Stateful state,
      Consumer<TransitionSource> updating,
      Supplier<Map<String, Double>> metrics,
      Map<String, Parameters> parameters,
      Consumer<float[]> acting,
      int actions)
      implements Learner {

    @Override
    public void update(TransitionSource source) {
      updating.accept(source);
    }

    @Override
    public float[] act() {
      float[] out = new float[actions];
      acting.accept(out);
      return out;
    }
  }

  /** An odd number of updates: what comes every second one is due. */
  @ParameterizedTest
  @EnumSource
  void a_restored_learner_goes_on_bit_by_bit(Kind kind) {
    RandomTransitions source = kind.transitions();
    Learner first = kind.learner(1);
    for (int i = 0; i < 5; i++) {
      first.update(source);
      first.act();
    }
    InMemoryState middle = InMemoryState.of(first.state());
    InMemoryState batches = new InMemoryState();
    source.save(batches);
    for (int i = 0; i < 4; i++) {
      first.update(source);
    }
    float[] actions = first.act();

    Learner second = kind.learner(1);
    second.act(); // uses up noise that the restored state must undo
    middle.restore(second.state());
    source.load(batches);
    for (int i = 0; i < 4; i++) {
      second.update(source);
    }

    assertThat(second.act()).containsExactly(actions);
    assertThat(second.metrics().get()).isEqualTo(first.metrics().get());
    assertThat(InMemoryState.of(second.state())).isEqualTo(InMemoryState.of(first.state()));
  }

  @ParameterizedTest
  @EnumSource
  void two_threads_change_no_bit(Kind kind) {
    RandomTransitions one = kind.transitions();
    RandomTransitions two = kind.transitions();
    Learner alone = kind.learner(1);
    Learner shared = kind.learner(2);
    for (int i = 0; i < 6; i++) {
      alone.update(one);
      shared.update(two);
    }

    assertThat(InMemoryState.of(shared.state())).isEqualTo(InMemoryState.of(alone.state()));
  }

  @ParameterizedTest
  @EnumSource
  void target_networks_begin_as_copies(Kind kind) {
    Map<String, Parameters> networks = kind.learner(1).parameters();

    String target = kind == Kind.DQN ? "target" : "targets";
    String source = kind == Kind.DQN ? "network" : "critics";
    assertThat(networks.get(target).values()).containsExactly(networks.get(source).values());
  }

  @ParameterizedTest
  @EnumSource
  void a_loss_that_is_not_finite_stops_the_learner(Kind kind) {
    Learner learner = kind.learner(1);
    learner.update(kind.transitions());

    assertThatExceptionOfType(DivergenceException.class)
        .isThrownBy(() -> learner.update(kind.transitions().rewards(Double.NaN)))
        .withMessageStartingWith(kind.name().toLowerCase(Locale.ROOT) + ": update 2 ")
        .withMessageContaining("NaN");
  }

  @ParameterizedTest
  @EnumSource
  void actions_are_within_their_bounds(Kind kind) {
    Learner learner = kind.learner(1);
    for (int i = 0; i < 100; i++) {
      for (float action : learner.act()) {
        if (kind == Kind.DQN) {
          assertThat(action).isIn(0f, 1f, 2f, 3f);
        } else {
          assertThat(action).isBetween(-1f, 1f);
        }
      }
    }
  }
}
