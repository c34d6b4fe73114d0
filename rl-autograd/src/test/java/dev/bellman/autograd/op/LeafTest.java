package dev.bellman.autograd.op;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellman.autograd.Gradient;
import dev.bellman.autograd.Interpreter;
import dev.bellman.autograd.Jvp;
import dev.bellman.autograd.Program;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Expressions without inputs: what they are in floats and doubles; the derivative by itself is 1.
 */
class LeafTest {

  private static final NoiseSource NOISE = new NoiseSource(7);

  static Stream<Var> leaves() {
    Store store = new Store("w");
    store.grow(12);
    return Stream.of(
        Var.input("x", Extent.of(3, 4)),
        Var.of(new Stored(store, 0, Extent.of(3, 4), "w")),
        Var.constant(2.5f),
        Var.batchSize(),
        Var.normal(NOISE, Extent.of(3, 4)));
  }

  @ParameterizedTest
  @MethodSource("leaves")
  void theDerivativeByItselfIsOneAndByAnythingElseZero(Var leaf) {
    Var other = Var.input("other", leaf.extent());
    Interpreter interpreter = new Interpreter(2);
    int n = leaf.extent().size(2);
    Matrix value = Matrix.zeros(leaf.extent().rows(2), leaf.columns());
    interpreter.set(leaf, value).set(other, value);

    List<Var> gradients = Gradient.of(leaf.sum(), List.of(leaf, other));
    Var along = Jvp.of(leaf, List.of(leaf), List.of(other));

    assertThat(interpreter.value(gradients.get(0)).values()).hasSize(n).containsOnly(1);
    assertThat(interpreter.value(gradients.get(1)).values()).hasSize(n).containsOnly(0);
    assertThat(along).isSameAs(other);
    assertThat(leaf.op().vjp(leaf, other)).isEmpty();
    assertThat(leaf.op().jvp(leaf, List.of())).isNull();
  }

  @Test
  void anInputIsWhatWasWritten() {
    Var x = Var.input("x", 2);
    Var y = x.times(1);
    Program program = Program.of(y);
    program.prepare(2);
    program.region(x).copyFrom(new float[] {9, 1, 2, 3, 4}, 1, 2);
    program.run();

    assertThat(values(program.region(y))).containsExactly(1, 2, 3, 4);
    assertThatThrownBy(() -> new Interpreter(2).value(y))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("x");
    assertThatThrownBy(() -> new Interpreter(2).set(x, Matrix.zeros(3, 2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[B, 2]")
        .hasMessageContaining("[3, 2]");
  }

  @Test
  void aParameterIsItsPartOfTheStore() {
    Store store = new Store("network");
    store.grow(3);
    int at = store.grow(4);
    Var w = Var.of(new Stored(store, at, Extent.of(2, 2), "w"));
    for (int i = 0; i < 7; i++) {
      store.values()[i] = i;
    }
    Var y = w.unaryMinus();
    Program program = Program.of(y);
    program.run();

    assertThat(values(program.region(y))).containsExactly(-3, -4, -5, -6);
    assertThat(new Interpreter(1).value(y).values()).containsExactly(-3, -4, -5, -6);
  }

  @Test
  void aConstantStaysAndTheBatchSizeFollowsTheRun() {
    Var y = Var.batchSize().times(Var.constant(0.5f));
    Program program = Program.of(y);
    for (int rows : new int[] {3, 8, 2}) {
      program.prepare(rows);
      program.run();
      assertThat(program.scalar(y)).isEqualTo(rows / 2f);
      assertThat(new Interpreter(rows).value(y).values()).containsExactly(rows / 2.0);
    }
  }

  @Test
  void noiseFollowsItsSourceInFloatsAndInDoubles() {
    NoiseSource source = new NoiseSource(42);
    Var y = Var.uniform(source, Extent.batch(5)).plus(Var.normal(source, Extent.batch(5)));
    Program program = Program.of(y);
    program.prepare(4);
    program.run();
    float[] first = values(program.region(y));
    program.run();
    float[] second = values(program.region(y));
    assertThat(source.counter()).isEqualTo(4);
    assertThat(second).isNotEqualTo(first);

    source.seek(2);
    program.run();
    assertThat(values(program.region(y))).isEqualTo(second);
    source.seek(2);
    double[] doubles = new Interpreter(4).value(y).values();
    for (int i = 0; i < doubles.length; i++) {
      assertThat((float) doubles[i]).isEqualTo(second[i]);
    }
  }

  private static float[] values(Region r) {
    float[] out = new float[r.size()];
    r.copyTo(out, 0);
    return out;
  }
}
