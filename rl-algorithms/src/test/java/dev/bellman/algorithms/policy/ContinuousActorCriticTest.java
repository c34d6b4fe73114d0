package dev.bellman.algorithms.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.bellman.algorithms.RandomTransitions;
import dev.bellman.algorithms.Variation;
import dev.bellman.algorithms.loop.OffPolicyLearner;
import dev.bellman.autograd.Parameters;
import dev.bellman.autograd.Parameters.Parameter;
import dev.bellman.autograd.Program;
import dev.bellman.autograd.op.Extent;
import dev.bellman.autograd.op.Var;
import dev.bellman.core.random.Seeds;
import dev.bellman.core.space.Box;
import dev.bellman.core.targets.Expansion;
import dev.bellman.core.targets.Expansion.Move;
import dev.bellman.core.training.Schedule;
import dev.bellman.tensor.parallel.Workers;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What an actor-critic tells those who expand its transitions: its moves, in the box. */
class ContinuousActorCriticTest {
  private static final Box ACTIONS = new Box(new float[] {-2}, new float[] {6});
  private static final double TEMPERATURE = 0.25;
  private static final float[] STATES = {.3f, -.5f, 1, 2, -.7f, .1f, 0, 0};

  /** Without hidden layers, so that a policy can be computed by hand. */
  enum Kind {
    TD3(Td3.Config.defaults(), "policyTarget"),
    DDPG(Ddpg.Config.defaults(), "policyTarget"),
    SAC(
        Variation.of(
            Sac.Config.defaults(),
            Map.of("temperature", TEMPERATURE, "temperatureLearningRate", Schedule.constant(0))),
        "policy");

    final ContinuousActorCritic config;
    final String network;

    Kind(Record config, String network) {
      this.config =
          (ContinuousActorCritic) Variation.of(config, Map.of("hidden", List.of(), "batchSize", 8));
      this.network = network;
    }
  }

  /** Output {@code k} of a linear network. */
  private static double output(Parameters network, int k, float[] s, int row) {
    Parameter weight = network.all().get(0);
    Parameter bias = network.all().get(1);
    double sum = network.values()[bias.at() + k];
    for (int i = 0; i < 2; i++) {
      sum += s[2 * row + i] * network.values()[weight.at() + i * weight.columns() + k];
    }
    return sum;
  }

  @ParameterizedTest
  @EnumSource
  void moves_are_those_of_the_policy_that_targets_are_of(Kind kind) {
    AtomicReference<Function<Var, Move>> policy = new AtomicReference<>();
    Expansion listening =
        (batch, moves) -> {
          policy.set(moves);
          return List.of(batch);
        };
    OffPolicyLearner learner =
        kind.config.learner(2, ACTIONS, Additions.of(listening), Seeds.of(3), Workers.of(1));
    learner.update(RandomTransitions.box(1), 1); // so that a target is not its network
    learner.update(RandomTransitions.box(1), 1);
    Var s = Var.input("s", 2);
    Move move = policy.get().apply(s);
    Var bonus = Var.constant(0).plus(move.bonus()).plus(s.slice(0, 1).times(0)); // [B, 1]
    Program program = Program.of(move.action(), bonus);
    program.prepare(4);
    Var.topological(List.of(move.bonus())).stream() // α is an input
        .filter(v -> v.extent().equals(Extent.SCALAR) && program.uses(v))
        .forEach(v -> program.set(v, (float) TEMPERATURE));
    program.region(s).copyFrom(STATES, 0, 4);
    program.run();

    Parameters network = learner.parameters().get(kind.network);
    for (int row = 0; row < 4; row++) {
      double action = program.region(move.action()).get(row, 0);
      double expectedBonus = 0;
      if (kind == Kind.SAC) {
        double unit = (action - 2) / 4;
        double u = 0.5 * Math.log((1 + unit) / (1 - unit));
        double deviation = Math.exp(output(network, 1, STATES, row));
        double z = (u - output(network, 0, STATES, row)) / deviation;
        double log = -z * z / 2 - Math.log(deviation) - Math.log(2 * Math.PI) / 2;
        expectedBonus = -TEMPERATURE * (log - Math.log(1 - unit * unit));
      } else {
        double expected = 2 + 4 * Math.tanh(output(network, 0, STATES, row));
        assertThat(action).isCloseTo(expected, within(1e-5));
      }
      assertThat((double) program.region(bonus).get(row, 0))
          .as("bonus of row %d", row)
          .isCloseTo(expectedBonus, within(1e-4));
    }
  }
}
