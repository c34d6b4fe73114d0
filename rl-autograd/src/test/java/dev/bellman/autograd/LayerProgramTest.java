package dev.bellman.autograd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellman.autograd.nn.Ensemble;
import dev.bellman.autograd.nn.Initializer;
import dev.bellman.autograd.nn.Mlp;
import dev.bellman.autograd.op.Activation;
import dev.bellman.autograd.op.Effect;
import dev.bellman.autograd.op.Extent;
import dev.bellman.autograd.op.Input;
import dev.bellman.autograd.op.Matrix;
import dev.bellman.autograd.op.NoiseSource;
import dev.bellman.autograd.op.Region;
import dev.bellman.autograd.op.Var;
import dev.bellman.autograd.optim.Adam;
import dev.bellman.autograd.optim.RmsProp;
import dev.bellman.autograd.optim.Sgd;
import dev.bellman.autograd.plan.Plan;
import dev.bellman.tensor.parallel.Workers;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Random learners with an actor, critics as an ensemble, their targets, two optimizers and a blend.
 * Whatever the plan does to be fast, it has the bits of one in which nothing shares a place and
 * nothing is fused.
 */
class LayerProgramTest {
  private static final int PROGRAMS = 30;
  private static final int[] ROWS = {8, 300, 1, 97, 256, 300};

  @Test
  void nothingThatSharesAPlaceIsOverwrittenTooEarly() {
    for (int seed = 0; seed < PROGRAMS; seed++) {
      Learner learner = new Learner(seed);
      Learner pinned = new Learner(seed);
      Program program = Program.of(learner.results);
      Program apart = Program.of(pinned.everything());
      assertThat(apart.explain()).as("seed %d", seed).doesNotContain("BACKWARD.");
      int rows = seed % 3 == 0 ? 130 : 1 + seed;
      for (int run = 1; run <= 3; run++) {
        String what = "seed " + seed + ", run " + run;
        learner.run(what, program, rows);
        pinned.run(what, apart, rows);
        learner.requireBitsOf(what, program, pinned, apart);
      }
    }
  }

  /** Before any write; kinks are far from where the numbers lie, or seeds would have to change. */
  @Test
  void valuesAreThoseOfTheInterpreter() {
    for (int seed = 0; seed < PROGRAMS; seed++) {
      Learner learner = new Learner(seed);
      Learner doubles = new Learner(seed); // with noise of its own
      Program program = Program.of(learner.readings());
      int rows = 1 + seed % 7;
      program.prepare(rows);
      Interpreter interpreter = new Interpreter(rows);
      List<Var> readings = learner.readings();
      List<Var> others = doubles.readings();
      List<Var> inputs = inputs(readings);
      List<Var> otherInputs = inputs(others);
      for (int i = 0; i < inputs.size(); i++) {
        Extent e = inputs.get(i).extent();
        Matrix m = Matrix.zeros(e.rows(rows), e.columns());
        for (int j = 0; j < m.values().length; j++) {
          m.values()[j] = (float) learner.data.nextDouble(-1, 1);
        }
        Trial.write(program.region(inputs.get(i)), m);
        interpreter.set(otherInputs.get(i), m);
      }
      program.run();
      List<Matrix> expected = interpreter.values(others);
      for (int i = 0; i < readings.size(); i++) {
        Trial.requireClose(
            "seed " + seed + ", " + readings.get(i),
            program.region(readings.get(i)),
            expected.get(i),
            1e-5);
      }
    }
  }

  private static List<Var> inputs(List<Var> results) {
    return Var.topological(results).stream().filter(v -> v.op() instanceof Input).toList();
  }

  @Test
  void aRunWhoseTimeIsTakenHasTheSameBits() {
    for (int seed = 0; seed < PROGRAMS / 2; seed++) {
      Learner learner = new Learner(seed);
      Learner timed = new Learner(seed);
      Program program = Program.of(learner.results);
      Program measured = Program.of(timed.results);
      for (int rows : new int[] {100, 3}) {
        String what = "seed " + seed + ", rows " + rows;
        learner.run(what, program, rows);
        timed.write(measured, rows);
        measured.runTimed();
        learner.requireBitsOf(what, program, timed, measured);
      }
    }
  }

  @Test
  void threadsChangeNoBit() {
    try (Workers one = Workers.of(1);
        Workers two = Workers.of(2);
        Workers three = Workers.of(3)) {
      for (int seed = 0; seed < PROGRAMS; seed++) {
        Learner learner = new Learner(seed);
        Program alone = Program.of(learner.results);
        List<Learner> others = new ArrayList<>();
        List<Program> shared = new ArrayList<>();
        for (Workers workers : List.of(one, two, three)) {
          others.add(new Learner(seed));
          shared.add(new Program(Plan.compileShared(others.getLast().results, workers)));
        }
        for (int rows : new int[] {5, 200, 1, 97, 400}) {
          String what = "seed " + seed + ", rows " + rows;
          learner.run(what, alone, rows);
          for (int i = 0; i < others.size(); i++) {
            others.get(i).run(what, shared.get(i), rows);
            String threads = what + ", threads " + (i + 1);
            learner.requireBitsOf(threads, alone, others.get(i), shared.get(i));
          }
        }
      }
    }
  }

  /** One program with many numbers of rows beside programs that never saw but one. */
  @Test
  void rowsOfEarlierRunsLeaveNoTrace() {
    for (int seed = 0; seed < PROGRAMS / 2; seed++) {
      Learner learner = new Learner(seed);
      Learner other = new Learner(seed);
      Program program = Program.of(learner.results);
      for (int rows : ROWS) {
        Program fresh = Program.of(other.results);
        String what = "seed " + seed + ", rows " + rows;
        learner.run(what, program, rows);
        other.run(what, fresh, rows);
        learner.requireBitsOf(what, program, other, fresh);
      }
    }
  }

  @Test
  void numbersThatChangeBetweenRunsAreSeen() {
    for (int seed = 0; seed < PROGRAMS / 3; seed++) {
      Learner learner = new Learner(seed);
      Program program = Program.of(learner.results);
      float[] actor = learner.actorParameters.values().clone();
      float[] targets = learner.targetParameters.values().clone();
      learner.rate = 0;
      learner.tau = 0;
      learner.run("seed " + seed, program, 20);
      assertThat(learner.actorParameters.values()).as("seed %d", seed).isEqualTo(actor);
      assertThat(learner.targetParameters.values()).isEqualTo(targets);

      learner.rate = 1e-2f;
      learner.run("seed " + seed, program, 20);
      assertThat(learner.actorParameters.values()).as("seed %d", seed).isNotEqualTo(actor);
      assertThat(learner.targetParameters.values()).isEqualTo(targets);

      learner.tau = 1;
      learner.rate = 0; // the blend may come before the update
      learner.run("seed " + seed, program, 20);
      assertThat(learner.targetParameters.values())
          .as("seed %d", seed)
          .isEqualTo(learner.criticParameters.values());
    }
  }

  /** Everything about it follows from the seed: two of one seed are equal and share nothing. */
  private static final class Learner {
    private final SplittableRandom random;
    private final SplittableRandom data;
    private final Parameters actorParameters = new Parameters("actor");
    private final Parameters criticParameters = new Parameters("critics");
    private final Parameters targetParameters = new Parameters("targets");
    private final List<Var> results = new ArrayList<>();
    private final Var s;
    private final Var a;
    private final Var r = Var.input("r", 1);
    private final Var rateInput = Var.scalar("rate");
    private final Var tauInput = Var.scalar("tau");
    private final int members;
    private final int observations;
    private final int actions;
    private float rate = 1e-2f;
    private float tau = 0.1f;

    Learner(long seed) {
      random = new SplittableRandom(seed);
      data = random.split();
      members = random.nextInt(2, 4);
      observations = random.nextInt(1, 20);
      actions = random.nextInt(1, 5);
      s = Var.input("s", observations);
      a = Var.input("a", actions);
      Mlp actor = actor();
      long shape = random.nextLong();
      Ensemble online = critics(criticParameters, new SplittableRandom(shape));
      Ensemble targets = critics(targetParameters, new SplittableRandom(shape));
      for (int i = 0; i < targetParameters.size(); i++) {
        targetParameters.values()[i] += (float) random.nextDouble(-0.1, 0.1);
      }
      targetParameters.written();
      list(actor, online, targets);
    }

    private List<Integer> widths(SplittableRandom from) {
      List<Integer> widths = new ArrayList<>();
      int count = from.nextInt(0, 4);
      for (int i = 0; i < count; i++) {
        widths.add(from.nextInt(3) == 0 ? from.nextInt(30, 50) : from.nextInt(1, 20));
      }
      return widths;
    }

    private static Activation activation(SplittableRandom from) {
      return switch (from.nextInt(3)) {
        case 0 -> Activation.RELU;
        case 1 -> Activation.TANH;
        default -> Activation.SILU;
      };
    }

    private Mlp actor() {
      Activation activation = activation(random);
      Initializer uniform = Initializer.uniform();
      List<Integer> hidden = widths(random);
      return new Mlp(
          actorParameters,
          "pi",
          observations,
          hidden,
          actions,
          activation,
          uniform,
          uniform,
          random);
    }

    private Ensemble critics(Parameters parameters, SplittableRandom same) {
      Activation activation = activation(same);
      Initializer uniform = Initializer.uniform();
      int in = observations + actions;
      return new Ensemble(
          parameters, "q", members, in, widths(same), 1, activation, uniform, uniform, same);
    }

    private Var least(Var each) {
      Var least = each.slice(0, 1);
      for (int e = 1; e < members; e++) {
        least = least.min(each.slice(e, e + 1));
      }
      return least;
    }

    private void list(Mlp actor, Ensemble online, Ensemble targets) {
      NoiseSource source = new NoiseSource(random.nextLong());
      Var noise = Var.normal(source, Extent.batch(actions));
      Var next = actor.apply(s).tanh().plus(noise.times(0.1f)).clamp(-1, 1);
      Var y = r.plus(least(targets.apply(Var.concat(s, next))).times(0.9f)).stopGradient();
      Var each = online.apply(Var.concat(s, a));
      Var error = each.minus(y).square();
      Var criticLoss =
          switch (random.nextInt(3)) {
            case 0 -> error.mean();
            case 1 -> error.sumColumns().mean();
            default -> error.plus(1).sqrt().mean(); // Huber's cousin
          };
      Var now = actor.apply(s).tanh();
      Var value =
          switch (random.nextInt(3)) {
            case 0 -> online.member(random.nextInt(members), Var.concat(s, now));
            case 1 -> least(online.apply(Var.concat(s, now)));
            default -> online.apply(Var.concat(s, now)).meanColumns();
          };
      Var actorLoss = value.mean().unaryMinus().plus(now.square().mean().times(0.01f));
      Var criticUpdate = optimizer(criticParameters, criticLoss);
      Var actorUpdate = optimizer(actorParameters, actorLoss);
      Var blend = targetParameters.blend(criticParameters, tauInput);
      List<Var> updates = new ArrayList<>(List.of(criticUpdate, actorUpdate));
      updates.add(random.nextInt(3), blend);
      List<Var> wanted = new ArrayList<>(List.of(criticLoss, actorLoss, each, now, y, value));
      wanted.addAll(Gradient.of(criticLoss, List.of(a, s)));
      wanted.add(Gradient.of(actorLoss, s));
      wanted.addAll(criticUpdate.inputs());
      wanted.addAll(actorUpdate.inputs());
      for (Var update : updates) {
        some(wanted);
        results.add(update);
      }
      some(wanted);
    }

    /** Lists some that are not listed yet. */
    private void some(List<Var> wanted) {
      int count = random.nextInt(3);
      for (int i = 0; i < count; i++) {
        Var v = wanted.get(random.nextInt(wanted.size()));
        if (!results.contains(v)) {
          results.add(v);
        }
      }
    }

    private Var optimizer(Parameters parameters, Var loss) {
      double limit = random.nextBoolean() ? Double.POSITIVE_INFINITY : 0.1;
      return switch (random.nextInt(3)) {
        case 0 -> new Sgd(parameters, new Sgd.Config(0.5, limit)).minimize(loss, rateInput);
        case 1 ->
            new RmsProp(parameters, new RmsProp.Config(0.9, 1e-3, limit)).minimize(loss, rateInput);
        default ->
            new Adam(parameters, new Adam.Config(0.9, 0.99, 1e-5, limit)).minimize(loss, rateInput);
      };
    }

    /** The results, and before each all that it is computed from; later results wait. */
    List<Var> everything() {
      SequencedSet<Var> all = new LinkedHashSet<>();
      for (Var result : results) {
        for (Var v : Var.topological(List.of(result))) {
          if (v == result || !results.contains(v)) {
            all.add(v);
          }
        }
      }
      return List.copyOf(all);
    }

    /** All that it computes without the updates: what is listed, and what the updates read. */
    List<Var> readings() {
      SequencedSet<Var> all = new LinkedHashSet<>();
      for (Var result : results) {
        if (result.op() instanceof Effect) {
          all.addAll(result.inputs());
        } else {
          all.add(result);
        }
      }
      return List.copyOf(all);
    }

    void write(Program program, int rows) {
      program.prepare(rows);
      for (Var v : Var.topological(results)) {
        if (v.op() instanceof Input && v.extent().batched()) {
          Region region = program.region(v);
          for (int i = 0; i < region.size(); i++) {
            region.array()[region.at() + i] = (float) data.nextDouble(-1, 1);
          }
        }
      }
      program.set(rateInput, rate);
      program.set(tauInput, tau);
    }

    void run(String what, Program program, int rows) {
      write(program, rows);
      program.run();
      for (Parameters each : List.of(actorParameters, criticParameters, targetParameters)) {
        for (float value : each.values()) {
          assertThat(Float.isFinite(value)).as("%s, %s", what, each.name()).isTrue();
        }
      }
    }

    void requireBitsOf(String what, Program program, Learner other, Program otherProgram) {
      for (int i = 0; i < results.size(); i++) {
        assertThat(values(program.region(results.get(i))))
            .as("%s, result %d: %s", what, i, results.get(i))
            .isEqualTo(values(otherProgram.region(other.results.get(i))));
      }
      requireEqual(what, actorParameters, other.actorParameters);
      requireEqual(what, criticParameters, other.criticParameters);
      requireEqual(what, targetParameters, other.targetParameters);
    }

    private static void requireEqual(String what, Parameters a, Parameters b) {
      assertThat(a.values()).as("%s, %s", what, a.name()).isEqualTo(b.values());
    }

    private static float[] values(Region region) {
      float[] out = new float[region.size()];
      region.copyTo(out, 0);
      return out;
    }
  }
}
