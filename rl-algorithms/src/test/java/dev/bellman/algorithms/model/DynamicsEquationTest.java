package dev.bellman.algorithms.model;

import static dev.bellman.algorithms.Fixture.largest;
import static dev.bellman.algorithms.Fixture.requireClose;
import static dev.bellman.algorithms.Fixture.requireGradient;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.bellman.algorithms.Variation;
import dev.bellman.algorithms.model.DynamicsModel.Head;
import dev.bellman.algorithms.model.DynamicsModel.Terminations;
import dev.bellman.autograd.Gradient;
import dev.bellman.autograd.Parameters;
import dev.bellman.autograd.Parameters.Parameter;
import dev.bellman.autograd.Program;
import dev.bellman.autograd.op.NoiseSource;
import dev.bellman.autograd.op.Region;
import dev.bellman.autograd.op.Var;
import dev.bellman.core.experience.ReplayBuffer;
import dev.bellman.core.random.Seeds;
import dev.bellman.core.space.Box;
import dev.bellman.core.space.Discrete;
import dev.bellman.core.space.Space;
import dev.bellman.tensor.parallel.Workers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Losses, gradients, steps and fits against PyTorch in double precision, with the same noise. */
class DynamicsEquationTest {
  private static final int ROWS = 9;
  private static final int MEMBERS = 3;
  private static final int OBSERVATION = 3;
  private static final int INPUTS = 5;
  private static final int TARGETS = 4;
  private static final long NOISE = 12345;
  private static final double LEARNING_RATE = 1e-2;

  /** The ensembles of three. */
  enum Kind {
    PROBABILISTIC(Head.PROBABILISTIC, Terminations.LEARNED, 0.03),
    PROBABILISTIC_ENDLESS(Head.PROBABILISTIC, Terminations.NEVER, 0),
    DETERMINISTIC(Head.DETERMINISTIC, Terminations.LEARNED, 0),
    DETERMINISTIC_DECAY(Head.DETERMINISTIC, Terminations.NEVER, 0.03);

    private final DynamicsModel.Config config;

    Kind(Head head, Terminations terminations, double decay) {
      config = config(MEMBERS, head, terminations, decay);
    }
  }

  private static DynamicsModel.Config config(
      int members, Head head, Terminations terminations, double decay) {
    return Variation.of(
        DynamicsModel.Config.pets(),
        Map.of(
            "members", members,
            "elites", members,
            "head", head,
            "terminations", terminations,
            "hidden", List.of(6, 5),
            "learningRate", LEARNING_RATE,
            "decay", decay,
            "batchSize", 16,
            "epochs", 3));
  }

  /** An ensemble with the weights and the scale of a fixture. */
  private static final class Ensemble {
    final DynamicsFixture fixture;
    final Dynamics dynamics;

    Ensemble(Kind kind) {
      String name = kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
      fixture = new DynamicsFixture("ensemble-" + name);
      Encoding encoding = new Encoding(OBSERVATION, Box.uniform(2, -1, 1));
      Scale scale = new Scale(encoding);
      dynamics =
          new Dynamics("model", MEMBERS, encoding, scale, kind.config, Seeds.of(0).stream("begin"));
      fixture.begin(Map.of("model", dynamics.network(), "scale", scale.parameters()));
    }

    /** The first member's rows, [B, in] or [B, n]. */
    float[] firsts(String name, int columns) {
      float[] all = fixture.floats(name);
      float[] out = new float[ROWS * columns];
      for (int i = 0; i < ROWS; i++) {
        System.arraycopy(all, i * MEMBERS * columns, out, i * columns, columns);
      }
      return out;
    }

    void require(String name, Region actual) {
      double[] expected = fixture.get("expected." + name);
      float[] values = new float[actual.size()];
      actual.copyTo(values, 0);
      requireClose(name, values, 1, expected, 1e-6 * largest(expected));
    }

    void requireStep(String name, Dynamics.Step step, Program program, boolean terminates) {
      require(name + ".next", program.region(step.nextObservation()));
      require(name + ".reward", program.region(step.reward()));
      if (terminates) {
        require(name + ".terminates", program.region(step.terminates()));
      }
    }
  }

  private static boolean terminates(Kind kind) {
    return kind.config.terminations() == Terminations.LEARNED;
  }

  private static Program program(Kind kind, Dynamics.Step step) {
    return terminates(kind)
        ? Program.of(step.nextObservation(), step.reward(), step.terminates())
        : Program.of(step.nextObservation(), step.reward());
  }

  /** (2), (3), (4) and the price of the weights in (5). */
  @ParameterizedTest
  @EnumSource
  void loss_and_gradient_are_those_of_pytorch(Kind kind) {
    Ensemble ensemble = new Ensemble(kind);
    Parameters network = ensemble.dynamics.network();
    Var x = Var.input("x", MEMBERS * INPUTS);
    Var y = Var.input("y", MEMBERS * TARGETS);
    Var terminated = Var.input("terminated", MEMBERS);
    List<Var> results = new ArrayList<>();
    results.add(ensemble.dynamics.loss(x, y, terminated));
    results.addAll(Gradient.of(results.getFirst(), network.variables()));
    Program program = Program.of(results);
    program.prepare(ROWS);
    program.region(x).copyFrom(ensemble.fixture.floats("x"), 0, ROWS);
    program.region(y).copyFrom(ensemble.fixture.floats("y"), 0, ROWS);
    if (terminates(kind)) {
      program.region(terminated).copyFrom(ensemble.fixture.floats("terminated"), 0, ROWS);
    }
    program.run();

    double expectedLoss = ensemble.fixture.get("expected.loss")[0];
    assertThat((double) program.scalar(results.getFirst()))
        .isCloseTo(expectedLoss, within(1e-5 * Math.abs(expectedLoss)));
    float[] gradient = new float[network.size()];
    List<Parameter> parameters = network.all();
    for (int i = 0; i < parameters.size(); i++) {
      program.region(results.get(1 + i)).copyTo(gradient, parameters.get(i).at());
    }
    double[] expected = ensemble.fixture.network("expected.gradient.model", network);
    requireGradient("gradient", gradient, 1, expected);
  }

  @ParameterizedTest
  @EnumSource
  void the_errors_of_the_members_are_those_of_pytorch(Kind kind) {
    Ensemble ensemble = new Ensemble(kind);
    Var x = Var.input("x", INPUTS);
    Var y = Var.input("y", TARGETS);
    Var errors = ensemble.dynamics.errors(x, y);
    Program program = Program.of(errors);
    program.prepare(ROWS);
    program.region(x).copyFrom(ensemble.firsts("x", INPUTS), 0, ROWS);
    program.region(y).copyFrom(ensemble.firsts("y", TARGETS), 0, ROWS);
    program.run();

    ensemble.require("errors", program.region(errors));
  }

  @ParameterizedTest
  @EnumSource
  void what_is_expected_is_what_pytorch_expects(Kind kind) {
    Ensemble ensemble = new Ensemble(kind);
    Var x = Var.input("x", INPUTS);
    Dynamics.Step step = ensemble.dynamics.expected(x);
    Program program = program(kind, step);
    program.prepare(ROWS);
    program.region(x).copyFrom(ensemble.firsts("x", INPUTS), 0, ROWS);
    program.run();

    ensemble.requireStep("expected", step, program, terminates(kind));
  }

  /** Each particle is moved by its own member, whose noise is scaled by its own deviation. */
  @ParameterizedTest
  @EnumSource
  void steps_are_those_of_pytorch_with_the_same_noise(Kind kind) {
    Ensemble ensemble = new Ensemble(kind);
    Var x = Var.input("x", MEMBERS * INPUTS);
    Var sampling = Var.scalar("sampling");
    Dynamics.Step step = ensemble.dynamics.step(x, new NoiseSource(NOISE), sampling);
    Program program = program(kind, step);
    program.prepare(ROWS);
    program.region(x).copyFrom(ensemble.fixture.floats("x"), 0, ROWS);
    if (program.uses(sampling)) {
      program.set(sampling, 1);
    }
    program.run();

    ensemble.requireStep("step", step, program, terminates(kind));
    if (terminates(kind)) {
      assertThat(ensemble.fixture.get("expected.step.terminates")).contains(0.0, 1.0);
    }
  }

  /** Standardising, the targets, the batches and Adam: a fit of which each epoch is one batch. */
  private static void requireFit(String name, Space actions, DynamicsModel.Config config) {
    int rows = 12;
    DynamicsFixture fixture = new DynamicsFixture("fit-" + name);
    DynamicsModel model =
        new DynamicsModel(
            "test", OBSERVATION, actions, config, Optional.empty(), Seeds.of(0), Workers.of(1));
    ReplayBuffer buffer = new ReplayBuffer(20, OBSERVATION, actions.size());
    buffer.add(
        rows,
        fixture.floats("observations"),
        fixture.floats("actions"),
        fixture.get("rewards"),
        fixture.flags("terminated", rows),
        new boolean[rows],
        fixture.floats("nextObservations"));
    Parameters network = model.parameters().get("model");
    fixture.begin(Map.of("model", network));

    model.fit(buffer);

    fixture.requireMetrics(1, model.metrics(), List.of("modelLoss"));
    requireClose(
        name,
        network.values(),
        1,
        fixture.network("expected.model", network, 1),
        3e-5 * LEARNING_RATE);
    assertThat(model.parameters().get("elites").values()).containsExactly(network.values());
    assertThat(model.metrics()).containsEntry("modelEpochs", 3.0);
    assertThat(model.updates()).isEqualTo(3);
  }

  @Test
  void a_fit_to_actions_in_a_box_goes_where_pytorch_goes() {
    DynamicsModel.Config config = config(1, Head.PROBABILISTIC, Terminations.LEARNED, 0.03);
    requireFit("box", Box.uniform(2, -1, 1), config);
  }

  @Test
  void a_fit_to_choices_goes_where_pytorch_goes() {
    DynamicsModel.Config config = config(1, Head.DETERMINISTIC, Terminations.NEVER, 0);
    requireFit("discrete", new Discrete(4), config);
  }

  /** The rest of a last batch counts once, whatever the batch size. */
  @Test
  void batches_cut_an_epoch_into_pieces() {
    DynamicsModel.Config config = config(1, Head.DETERMINISTIC, Terminations.NEVER, 0);
    DynamicsModel model =
        new DynamicsModel(
            "test",
            1,
            Box.uniform(1, -1, 1),
            Variation.of(config, Map.of("batchSize", 5)),
            Optional.empty(),
            Seeds.of(0),
            Workers.of(1));
    ReplayBuffer buffer = Models.linearData(12, 1, 1, Seeds.of(1));
    float[] before = model.parameters().get("model").values().clone();

    model.fit(buffer);

    assertThat(model.updates()).isEqualTo(9); // 3 epochs of 5, 5 and 2 rows
    assertThat(model.parameters().get("model").values()).isNotEqualTo(before);
  }
}
