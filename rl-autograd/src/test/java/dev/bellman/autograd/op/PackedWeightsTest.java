package dev.bellman.autograd.op;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellman.autograd.Parameters;
import dev.bellman.autograd.Parameters.Parameter;
import dev.bellman.autograd.Program;
import dev.bellman.autograd.op.EnsembleProduct.Form;
import dev.bellman.autograd.op.WeightLayout.Factor;
import dev.bellman.autograd.optim.Sgd;
import dev.bellman.autograd.plan.Plan;
import dev.bellman.tensor.parallel.Workers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Products with packed weights beside products that read the weights where they lie. */
class PackedWeightsTest {
  private static final int ROWS = 9;

  private final SplittableRandom random = new SplittableRandom(8);

  /** A layer of some networks in a store of its own, and the data that go through it. */
  private final class Layer {
    final int members;
    final int in;
    final int out;
    final Parameters parameters;
    final Parameter weight;
    final Var x;
    final Var c;

    Layer(String name, int members, int in, int out) {
      this.members = members;
      this.in = in;
      this.out = out;
      parameters = new Parameters(name);
      parameters.add("before", 1, 3); // so that the weights do not begin at 0
      weight = parameters.add("weight", members * in, out);
      parameters.add("bias", 1, members * out);
      x = Var.input("x", members * in);
      c = Var.input("c", members * out);
      fill();
    }

    void fill() {
      for (int i = 0; i < parameters.size(); i++) {
        parameters.values()[i] = (float) random.nextDouble(-1, 1);
      }
      parameters.written();
    }

    Read read() {
      return new Read(this);
    }

    WeightLayout layout(boolean transposed) {
      Factor factor = transposed ? Factor.TRANSPOSED : Factor.WEIGHT;
      return new WeightLayout(weight.at(), weight.variable().extent(), members, factor);
    }
  }

  /** X·W + b and C·Wᵀ at one point of a program, each packed and plain. */
  private static final class Read {
    final Var forward;
    final Var backward;
    final Var plainForward;
    final Var plainBackward;

    Read(Layer layer) {
      int members = layer.members;
      Var w = layer.weight.variable();
      Var b = layer.parameters.variables().getLast();
      forward = Var.of(new Affine(members, Activation.IDENTITY), layer.x, w, b);
      backward = Var.of(new EnsembleProduct(members, false, Form.BACKWARD), layer.c, w);
      Var[] ys = new Var[members];
      Var[] xs = new Var[members];
      Store store = layer.parameters.store();
      for (int e = 0; e < members; e++) {
        int at = layer.weight.at() + e * layer.in * layer.out;
        Var part = Var.of(new Stored(store, at, Extent.of(layer.in, layer.out), "part " + e));
        Var x = layer.x.slice(e * layer.in, (e + 1) * layer.in);
        Var c = layer.c.slice(e * layer.out, (e + 1) * layer.out);
        ys[e] = x.matmul(part);
        xs[e] = c.matmul(false, part, true);
      }
      plainForward = Var.concat(ys).plus(b);
      plainBackward = Var.concat(xs);
    }

    List<Var> results() {
      return List.of(forward, backward, plainForward, plainBackward);
    }

    /** Requires that both ways agree, and returns what was read. */
    float[] require(String what, Program program) {
      assertThat(values(program, forward)).as(what).isEqualTo(values(program, plainForward));
      assertThat(values(program, backward)).as(what).isEqualTo(values(program, plainBackward));
      return values(program, forward);
    }
  }

  private static float[] values(Program program, Var v) {
    float[] out = new float[program.region(v).size()];
    program.region(v).copyTo(out, 0);
    return out;
  }

  /** A program with these results, its rows written. */
  private Program program(Layer layer, List<Var> results) {
    Program program = Program.of(results);
    program.prepare(ROWS);
    for (Var input : List.of(layer.x, layer.c)) {
      SplittableRandom numbers = new SplittableRandom(input.columns());
      Region region = program.region(input);
      for (int i = 0; i < region.size(); i++) {
        region.array()[region.at() + i] = (float) numbers.nextDouble(-1, 1);
      }
    }
    return program;
  }

  private static List<Var> list(Object... parts) {
    List<Var> all = new ArrayList<>();
    for (Object part : parts) {
      if (part instanceof Read read) {
        all.addAll(read.results());
      } else {
        all.add((Var) part);
      }
    }
    return all;
  }

  /** Where the numbers of a copy lie. */
  private static float[] array(PackedWeights.Copy copy) {
    Region region = new Region(1, true);
    copy.place(region);
    return region.array();
  }

  private static Var update(Layer layer, Var rate) {
    Sgd sgd = new Sgd(layer.parameters, Sgd.Config.defaults());
    Var y = new Read(layer).forward;
    return sgd.minimize(y.square().mean(), rate);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1, 1",
    "1, 3, 1",
    "1, 1, 7",
    "1, 37, 40",
    "1, 256, 2",
    "2, 3, 1",
    "3, 5, 33",
    "2, 40, 16"
  })
  void productsAreThoseOfThePlainWeightsToTheBit(int members, int in, int out) {
    Layer layer = new Layer("p", members, in, out);
    Read read = layer.read();
    Program program = program(layer, list(read));
    for (int run = 0; run < 3; run++) {
      program.run();
      float[] y = read.require("run " + run, program);
      assertThat(y).doesNotContain(0);
      layer.fill();
    }
  }

  /** read, update, read in one program. */
  @ParameterizedTest
  @CsvSource({"1, 1, 1", "1, 37, 40", "3, 5, 2"})
  void anOptimizerIsSeenInTheSameProgram(int members, int in, int out) {
    Layer layer = new Layer("p", members, in, out);
    Var rate = Var.scalar("rate");
    Read before = layer.read();
    Read after = layer.read();
    Program program = program(layer, list(before, update(layer, rate), after));
    program.set(rate, 0.1f);
    float[] last = null;
    for (int run = 0; run < 4; run++) {
      program.run();
      float[] old = before.require("before, run " + run, program);
      float[] now = after.require("after, run " + run, program);
      assertThat(now).isNotEqualTo(old);
      if (last != null) {
        assertThat(old).isEqualTo(last);
      }
      last = now;
    }
  }

  @Test
  void aBlendIsSeenInTheSameProgramAndLeavesItsSourcePacked() {
    Layer target = new Layer("target", 2, 5, 6);
    Layer online = new Layer("online", 2, 5, 6);
    Var tau = Var.scalar("tau");
    Read source = online.read();
    Read before = target.read();
    Read after = target.read();
    Read sourceAgain = online.read();
    Var blend = target.parameters.blend(online.parameters, tau);
    List<Var> results = list(source, before, blend, after, sourceAgain);
    Program program = program(target, results);
    program.region(online.x).copyFrom(values(program, target.x), 0, ROWS);
    program.region(online.c).copyFrom(values(program, target.c), 0, ROWS);
    for (float t : new float[] {0.3f, 0, 1}) {
      program.set(tau, t);
      program.run();
      float[] old = before.require("before, tau " + t, program);
      float[] now = after.require("after, tau " + t, program);
      float[] from = source.require("source, tau " + t, program);
      sourceAgain.require("source again, tau " + t, program);
      if (t == 0) {
        assertThat(now).isEqualTo(old);
      } else {
        assertThat(now).isNotEqualTo(old);
        assertThat(Arrays.equals(now, from)).isEqualTo(t == 1);
      }
    }
  }

  @Test
  void anEffectOfOneThatIsNoOptimizerIsSeen() {
    Layer layer = new Layer("p", 1, 4, 3);
    Var w = Var.input("w", Extent.of(1, layer.parameters.size()));
    Read before = layer.read();
    Read after = layer.read();
    Var assign = Var.of(new Assign(layer.parameters.store()), w);
    Program program = program(layer, list(before, assign, after));
    for (int run = 0; run < 3; run++) {
      for (int i = 0; i < layer.parameters.size(); i++) {
        program.region(w).set(0, i, (float) random.nextDouble(-1, 1));
      }
      program.run();
      float[] old = before.require("before", program);
      assertThat(after.require("after", program)).isNotEqualTo(old);
    }
  }

  @Test
  void aCopyFromOthersIsSeenByTheNextRun() {
    Layer layer = new Layer("p", 1, 6, 18);
    Layer other = new Layer("other", 1, 6, 18);
    Read read = layer.read();
    Program program = program(layer, list(read));
    program.run();
    float[] old = read.require("before", program);
    layer.parameters.copyFrom(other.parameters);
    program.run();
    assertThat(read.require("after", program)).isNotEqualTo(old);
  }

  @Test
  void aDirectWriteIsSeenByTheNextRun() {
    Layer layer = new Layer("p", 1, 6, 18);
    Read read = layer.read();
    Program program = program(layer, list(read));
    for (int i = 0; i < 6 * 18; i += 7) { // one weight alone
      program.run();
      float[] old = read.require("before " + i, program);
      layer.parameters.values()[layer.weight.at() + i] += 1;
      layer.parameters.written();
      program.run();
      assertThat(read.require("after " + i, program)).isNotEqualTo(old);
    }
  }

  @Test
  void anUpdateByAnotherProgramIsSeenByTheNextRunOfEach() {
    Layer layer = new Layer("p", 2, 6, 5);
    Var rate = Var.scalar("rate");
    Read first = layer.read();
    Read second = layer.read();
    Program one = program(layer, list(first));
    Program two = program(layer, list(second));
    Program learning = program(layer, list(layer.read(), update(layer, rate)));
    learning.set(rate, 0.2f);
    one.run();
    two.run();
    float[] old = first.require("at first", one);
    for (int run = 0; run < 3; run++) {
      learning.run();
      one.run();
      two.run();
      float[] now = first.require("one, run " + run, one);
      assertThat(now).isNotEqualTo(old).isEqualTo(second.require("two, run " + run, two));
      old = now;
    }
  }

  /** What is written into the copy is what the other program multiplies with: there is only one. */
  @Test
  void twoProgramsShareOneCopy() {
    Layer layer = new Layer("p", 2, 6, 5);
    Store store = layer.parameters.store();
    Read first = layer.read();
    Read second = layer.read();
    Program one = program(layer, list(first));
    Program two = program(layer, list(second));
    one.run();
    float[] y = first.require("one", one);
    Arrays.fill(array(store.packed(layer.layout(false)).of(0)), 0f);
    two.run();

    float[] biases = values(two, second.forward);
    for (int i = 0; i < ROWS; i++) {
      float[] row = Arrays.copyOfRange(biases, 10 * i, 10 * i + 10);
      assertThat(row).isEqualTo(Arrays.copyOf(biases, 10));
    }
    layer.parameters.written();
    two.run();
    assertThat(second.require("two", two)).isEqualTo(y);
  }

  @Test
  void aCopyThatIsNotStaleIsNotMadeAgain() {
    Layer still = new Layer("still", 1, 6, 5);
    Layer changed = new Layer("changed", 1, 6, 5);
    Read ofStill = still.read();
    Read ofChanged = changed.read();
    Program program = program(still, list(ofStill, ofChanged));
    program.region(changed.x).copyFrom(values(program, still.x), 0, ROWS);
    program.region(changed.c).copyFrom(values(program, still.c), 0, ROWS);
    program.run();
    ofStill.require("still", program);
    Arrays.fill(array(still.parameters.store().packed(still.layout(true)).of(0)), 0f);
    changed.fill();
    program.run();

    ofChanged.require("changed", program);
    assertThat(values(program, ofStill.backward)).containsOnly(0);
  }

  @ParameterizedTest
  @CsvSource({"2, 1, 3, 1", "2, 1, 37, 40", "3, 1, 37, 40", "3, 2, 5, 33"})
  void workersReadWhatIsWritten(int threads, int members, int in, int out) {
    Layer layer = new Layer("p", members, in, out);
    Read read = layer.read();
    Program alone = program(layer, list(read));
    try (Workers workers = Workers.of(threads)) {
      Plan plan = shared(layer, read, alone, workers);
      for (int run = 0; run < 5; run++) {
        layer.fill();
        plan.run(); // first, so that it packs
        alone.run();
        for (Var v : read.results()) {
          assertThat(values(plan, v)).as("%s, run %d", v, run).isEqualTo(values(alone, v));
        }
        read.require("run " + run, alone);
      }
    }
  }

  @Test
  void aWorkerReadsACopyOfItsOwn() {
    Layer layer = new Layer("p", 1, 6, 18);
    Read read = layer.read();
    Program alone = program(layer, list(read));
    alone.run();
    try (Workers workers = Workers.of(2)) {
      Plan plan = shared(layer, read, alone, workers);
      plan.run();
      Arrays.fill(array(layer.parameters.store().packed(layer.layout(true)).of(1)), 0f);
      plan.run();

      float[] expected = values(alone, read.backward);
      Arrays.fill(expected, Divisible.cut(ROWS, 1, 2) * 6, expected.length, 0f);
      assertThat(values(plan, read.backward)).isEqualTo(expected);
    }
  }

  /** A plan of which every worker does some rows; its inputs are those of the program. */
  private static Plan shared(Layer layer, Read read, Program alone, Workers workers) {
    Plan plan = Plan.compileShared(list(read), workers);
    plan.prepare(ROWS);
    for (Var input : List.of(layer.x, layer.c)) {
      plan.region(input).copyFrom(values(alone, input), 0, ROWS);
    }
    return plan;
  }

  private static float[] values(Plan plan, Var v) {
    float[] out = new float[plan.region(v).size()];
    plan.region(v).copyTo(out, 0);
    return out;
  }
}
