package dev.bellman.algorithms.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.bellman.algorithms.RandomTransitions;
import dev.bellman.algorithms.Variation;
import dev.bellman.algorithms.loop.OffPolicy;
import dev.bellman.algorithms.loop.OffPolicyLearner;
import dev.bellman.algorithms.policy.Additions;
import dev.bellman.algorithms.policy.ContinuousActorCritic;
import dev.bellman.algorithms.policy.Ddpg;
import dev.bellman.algorithms.policy.Sac;
import dev.bellman.algorithms.policy.Td3;
import dev.bellman.autograd.Program;
import dev.bellman.autograd.op.Var;
import dev.bellman.core.checkpoint.InMemoryState;
import dev.bellman.core.environment.Environment;
import dev.bellman.core.experience.ReplayBuffer;
import dev.bellman.core.experience.TransitionBatch;
import dev.bellman.core.experience.TransitionSource;
import dev.bellman.core.experience.Transitions;
import dev.bellman.core.random.Seeds;
import dev.bellman.core.space.Box;
import dev.bellman.core.targets.Expansion;
import dev.bellman.core.training.Schedule;
import dev.bellman.core.training.Training;
import dev.bellman.core.training.TrainingListener;
import dev.bellman.envs.Environments;
import dev.bellman.tensor.parallel.Workers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class MveTest {
  private static final int N = 2;
  private static final double GAMMA = 0.9;
  private static final Box ACTIONS = new Box(new float[] {-2}, new float[] {1});
  private static final int ROWS = 24;

  /** What it is built on. */
  enum Base {
    TD3,
    DDPG,
    SAC;

    ContinuousActorCritic config() {
      Map<String, ?> shared =
          Map.of(
              "experience",
              new OffPolicy.Config(2, 200, 20, 1, 1),
              "batchSize",
              ROWS,
              "gamma",
              GAMMA,
              "hidden",
              List.of(16));
      Schedule rate = Schedule.constant(3e-3);
      return switch (this) {
        case TD3 -> {
          Td3.Config config = Variation.of(Td3.Config.defaults(), shared);
          yield Variation.of(config, Map.of("learningRate", rate, "targetNoise", 0.0));
        }
        case DDPG -> {
          Ddpg.Config config = Variation.of(Ddpg.Config.defaults(), shared);
          yield Variation.of(
              config,
              Map.of("policyLearningRate", rate, "criticLearningRate", rate, "criticDecay", 0.0));
        }
        case SAC -> {
          Sac.Config config = Variation.of(Sac.Config.defaults(), shared);
          yield Variation.of(config, "learningRate", rate);
        }
      };
    }

    OffPolicyLearner plain(Expansion expansion) {
      return config().learner(N, ACTIONS, Additions.of(expansion), Seeds.of(5), Workers.of(1));
    }

    Training training(Supplier<Environment<Box>> environment) {
      return switch (config()) {
        case Td3.Config config -> Td3.on(environment, config, Seeds.of(5), Workers.of(1));
        case Ddpg.Config config -> Ddpg.on(environment, config, Seeds.of(5), Workers.of(1));
        case Sac.Config config -> Sac.on(environment, config, Seeds.of(5), Workers.of(1));
      };
    }

    Mve mve(int horizon, boolean everyState, DynamicsModel.Config model) {
      ReplayBuffer buffer = Models.linearData(50, N, 1, Seeds.of(3));
      Mve.Config config = new Mve.Config(config(), model, horizon, everyState);
      return new Mve(buffer, ACTIONS, config, Seeds.of(5), Workers.of(1));
    }
  }

  private static float[] act(OffPolicyLearner learner) {
    float[] actions = new float[3];
    learner.act(new float[] {0.1f, 0.2f, 0.3f, -1, -2, -3}, 3, 0.5, actions);
    return actions;
  }

  @ParameterizedTest
  @EnumSource
  void without_a_horizon_it_is_what_it_is_built_on_bit_for_bit(Base base) {
    for (boolean everyState : new boolean[] {false, true}) {
      OffPolicyLearner plain = base.plain(Expansion.NONE);
      Mve mve = base.mve(0, everyState, Models.LINEAR);
      RandomTransitions one = RandomTransitions.box(3);
      RandomTransitions two = RandomTransitions.box(3);
      for (int update = 0; update < 7; update++) {
        plain.update(one, 1);
        mve.update(two, 1);
        assertThat(act(mve)).containsExactly(act(plain));
        assertThat(mve.base().metrics()).isEqualTo(plain.metrics());
        assertThat(mve.metrics()).containsAllEntriesOf(plain.metrics());
      }
      assertThat(mve.model().updates()).isPositive();
      assertThat(InMemoryState.of(mve.base())).isEqualTo(InMemoryState.of(plain));
    }
  }

  /** The same with a horizon is something else: the test above can fail. */
  @ParameterizedTest
  @EnumSource
  void with_a_horizon_it_is_not(Base base) {
    OffPolicyLearner plain = base.plain(Expansion.NONE);
    Mve mve = base.mve(1, false, Models.LINEAR);
    plain.update(RandomTransitions.box(3), 1);
    mve.update(RandomTransitions.box(3), 1);

    assertThat(mve.base().metrics().get("criticLoss"))
        .isNotEqualTo(plain.metrics().get("criticLoss"));
  }

  @ParameterizedTest
  @EnumSource
  void a_training_without_a_horizon_is_that_of_its_base(Base base) {
    Supplier<Environment<Box>> environment = () -> Environments.make("LQR-v0", Box.class);
    Training plain = base.training(environment);
    Mve.Config config = new Mve.Config(base.config(), Models.LINEAR, 0, true);
    Training mve = Mve.on(environment, config, Seeds.of(5), Workers.of(1));
    plain.train(60, TrainingListener.NONE);
    mve.train(60, TrainingListener.NONE);

    OffPolicy a = (OffPolicy) plain;
    OffPolicy b = (OffPolicy) mve;
    assertThat(InMemoryState.of(b.replay())).isEqualTo(InMemoryState.of(a.replay()));
    assertThat(InMemoryState.of(((Mve) b.learner()).base()))
        .isEqualTo(InMemoryState.of(a.learner()));
    assertThat(b.updates()).isEqualTo(a.updates()).isEqualTo(20);
  }

  private static final int B = 6;

  /** A batch, row by row. */
  private record Rows(float[] s, float[] a, float[] r, float[] d, float[] s2)
      implements TransitionSource {

    /** Those of an expression that was run. */
    static Rows of(TransitionBatch batch, Program program) {
      return new Rows(
          read(program, batch.observation()),
          read(program, batch.action()),
          read(program, batch.reward()),
          read(program, batch.discount()),
          read(program, batch.nextObservation()));
    }

    /** A number that is the same in all rows may have one. */
    private static float[] read(Program program, Var v) {
      float[] out = new float[B * v.columns()];
      for (int i = 0; i < out.length; i++) {
        int row = Math.min(i / v.columns(), program.region(v).rows() - 1);
        out[i] = program.region(v).get(row, i % v.columns());
      }
      return out;
    }

    @Override
    public void write(int rows, Transitions out) {
      for (int i = 0; i < rows; i++) { // again and again the same
        out.observations().copyRow(s, i % B, i);
        out.actions().copyRow(a, i % B, i);
        out.rewards().copyRow(r, i % B, i);
        out.discounts().copyRow(d, i % B, i);
        out.nextObservations().copyRow(s2, i % B, i);
      }
    }
  }

  private static Rows batch() {
    return new Rows(
        new float[] {.1f, .2f, -.3f, .4f, .5f, -.6f, .7f, .8f, -.9f, .1f, .3f, -.4f},
        new float[] {.5f, -1.5f, .2f, .9f, -.4f, -2},
        new float[] {1, -2, .5f, 0, 3, -1},
        new float[] {.9f, .9f, 0, .9f, .9f, .9f},
        new float[] {.4f, .2f, -.8f, .1f, .3f, -.7f, 1.2f, .9f, -.2f, -.3f, .1f, .6f});
  }

  /** Runs an expression of a batch. */
  private static List<Rows> run(TransitionBatch batch, List<TransitionBatch> all, Rows rows) {
    List<Var> results = new ArrayList<>();
    for (TransitionBatch b : all) {
      results.addAll(
          List.of(b.observation(), b.action(), b.reward(), b.discount(), b.nextObservation()));
    }
    results.addAll(
        List.of(
            batch.observation(),
            batch.action(),
            batch.reward(),
            batch.discount(),
            batch.nextObservation()));
    Program program = Program.of(results);
    program.prepare(B);
    rows.write(B, batch.in(program));
    program.run();
    return all.stream().map(b -> Rows.of(b, program)).toList();
  }

  private static double action(double[] s) {
    return 0.5 * s[0] - 0.2 * s[1] + 0.1;
  }

  private static Expansion.Move move(Var s) {
    Var s0 = s.slice(0, 1);
    Var action = s0.times(0.5f).minus(s.slice(1, 2).times(0.2f)).plus(0.1f);
    return new Expansion.Move(action, s0.times(0.3f).minus(0.2f));
  }

  @ParameterizedTest
  @CsvSource({
    "0, true, LEARNED",
    "1, true, LEARNED",
    "3, true, LEARNED",
    "3, false, LEARNED",
    "2, true, NEVER",
    "2, false, NEVER"
  })
  void targets_are_those_computed_by_hand(
      int horizon, boolean everyState, DynamicsModel.Terminations terminations) {
    DynamicsModel model = Models.model(N, 1, Models.linear(Map.of("terminations", terminations)));
    model.fit(Models.linearData(40, N, 1, Seeds.of(1))); // for a scale that is not 1
    Models.randomElites(model, 0.7, Seeds.of(horizon));
    Models.ByHand byHand = Models.ByHand.of(model, N + 1, N + 1);
    TransitionBatch batch = TransitionBatch.of(N, 1);
    List<TransitionBatch> all =
        new ValueExpansion(model, horizon, everyState, GAMMA).of(batch, MveTest::move);

    List<Rows> actual = run(batch, all, batch());

    assertThat(actual).hasSize(everyState ? 1 + horizon : 1);
    boolean[] ends = {false, false};
    for (int row = 0; row < B; row++) {
      double[][] s = new double[horizon + 1][];
      double[] r = new double[horizon];
      double[] d = new double[horizon];
      s[0] = new double[] {batch().s2[2 * row], batch().s2[2 * row + 1]};
      for (int t = 0; t < horizon; t++) {
        double[] y0 = byHand.predict(0, s[t][0], s[t][1], action(s[t]));
        double[] y1 = byHand.predict(1, s[t][0], s[t][1], action(s[t]));
        boolean over =
            terminations == DynamicsModel.Terminations.LEARNED && (y0[3] + y1[3]) / 2 > 0;
        ends[over ? 1 : 0] = true;
        r[t] = (y0[0] + y1[0]) / 2 + 0.3 * s[t][0] - 0.2;
        d[t] = over ? 0 : GAMMA;
        s[t + 1] = new double[] {s[t][0] + (y0[1] + y1[1]) / 2, s[t][1] + (y0[2] + y1[2]) / 2};
      }
      double sum = 0; // R_t and D_t
      double discount = 1;
      for (int t = horizon - 1; t >= 0; t--) {
        sum = r[t] + d[t] * sum;
        discount = d[t] * discount;
        if (everyState) {
          requireRow(actual.get(1 + t), row, s[t], action(s[t]), sum, discount, s[horizon]);
        }
      }
      double[] first = {batch().s[2 * row], batch().s[2 * row + 1]};
      requireRow(
          actual.getFirst(),
          row,
          first,
          batch().a[row],
          batch().r[row] + batch().d[row] * sum,
          batch().d[row] * discount,
          s[horizon]);
    }
    if (horizon == 3) {
      assertThat(ends).as("some imagined steps end an episode, some do not").doesNotContain(false);
    }
  }

  private static void requireRow(
      Rows actual, int row, double[] s, double a, double r, double d, double[] last) {
    double[] seen = {
      actual.s[2 * row],
      actual.s[2 * row + 1],
      actual.a[row],
      actual.r[row],
      actual.d[row],
      actual.s2[2 * row],
      actual.s2[2 * row + 1]
    };
    double[] expected = {s[0], s[1], a, r, d, last[0], last[1]};
    for (int i = 0; i < seen.length; i++) {
      assertThat(seen[i])
          .as("row %d, number %d", row, i)
          .isCloseTo(expected[i], within(1e-5 * (1 + Math.abs(expected[i]))));
    }
  }

  /** The critic's loss is the mean of what its base has on each of the expanded batches. */
  @ParameterizedTest
  @CsvSource({"DDPG, true", "DDPG, false", "TD3, true", "TD3, false"})
  void the_critic_is_regressed_to_the_expanded_targets(Base base, boolean everyState) {
    DynamicsModel.Config config =
        Models.linear(Map.of("terminations", DynamicsModel.Terminations.LEARNED));
    Mve mve = base.mve(2, everyState, config);
    mve.update(batch(), 1);

    List<TransitionBatch> expanded = new ArrayList<>();
    List<TransitionBatch> seen = new ArrayList<>();
    ValueExpansion expansion = new ValueExpansion(mve.model(), 2, everyState, GAMMA);
    base.plain(
        (batch, policy) -> {
          seen.add(batch);
          expanded.addAll(expansion.of(batch, policy));
          return List.of(batch);
        });
    double sum = 0;
    List<Rows> batches = run(seen.getFirst(), expanded, batch());
    for (Rows part : batches) {
      OffPolicyLearner plain = base.plain(Expansion.NONE);
      plain.update(part, 1);
      sum += plain.metrics().get("criticLoss");
    }
    double expected = sum / batches.size();
    assertThat(batches).hasSize(everyState ? 3 : 1);
    assertThat(mve.base().metrics().get("criticLoss")).isCloseTo(expected, within(1e-5 * expected));
  }

  @Test
  void what_no_expression_says_is_refused() {
    DynamicsModel.Config rewards = Models.linear(Map.of("rewards", DynamicsModel.Rewards.KNOWN));
    DynamicsModel.Config ends =
        Models.linear(Map.of("terminations", DynamicsModel.Terminations.KNOWN));
    ContinuousActorCritic td3 = Base.TD3.config();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Mve.Config(td3, rewards, 1, true))
        .withMessage(
            "mve: model.rewards must be learned: the target is one expression, but is KNOWN");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Mve.Config(td3, ends, 1, true))
        .withMessage(
            "mve: model.terminations must be learned or never: the target is one expression,"
                + " but is KNOWN");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Mve.Config(td3, Models.LINEAR, -1, true))
        .withMessage("mve: horizon must be at least 0, but is -1");
  }
}
