package dev.bellman.autograd.nn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellman.autograd.Fixture;
import dev.bellman.autograd.Interpreter;
import dev.bellman.autograd.Parameters;
import dev.bellman.autograd.Parameters.Parameter;
import dev.bellman.autograd.Program;
import dev.bellman.autograd.Trial;
import dev.bellman.autograd.op.Activation;
import dev.bellman.autograd.op.Extent;
import dev.bellman.autograd.op.Matrix;
import dev.bellman.autograd.op.Var;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MlpTest {
  private final Parameters parameters = new Parameters("network");

  private Mlp mlp(int in, List<Integer> hidden, int out, Activation activation) {
    return new Mlp(
        parameters,
        "q",
        in,
        hidden,
        out,
        activation,
        Initializer.orthogonal(1),
        Initializer.uniform(),
        new SplittableRandom(1));
  }

  @ParameterizedTest
  @EnumSource(names = {"TANH", "RELU"})
  void theOutputIsThatOfPyTorch(Activation activation) {
    Fixture fixture = Fixture.read("networks");
    String name = activation.name().toLowerCase(Locale.ROOT);
    Var x = Var.input("x", 4);
    Var y = mlp(4, List.of(8, 7), 3, activation).apply(x);
    Program program = Program.of(y);
    program.prepare(5);
    Trial.write(program.region(x), fixture.get(name + ".x"));
    Interpreter doubles = new Interpreter(5).set(x, fixture.get(name + ".x"));
    for (Parameter p : parameters.all()) {
      String given = p.name().replace("q.", name + ".");
      Matrix value = p.name().endsWith("weight") ? fixture.weight(given) : fixture.get(given);
      doubles.set(p.variable(), value);
      for (int i = 0; i < value.values().length; i++) {
        parameters.values()[p.at() + i] = (float) value.values()[i];
      }
    }
    program.run();

    Matrix expected = fixture.get(name + ".y");
    Trial.requireClose(name, program.region(y), expected, 1e-6);
    double[] exact = doubles.value(y).values();
    for (int i = 0; i < exact.length; i++) {
      assertThat(Math.abs(exact[i] - expected.values()[i])).isLessThan(1e-14);
    }
  }

  @Test
  void itsParametersAreNamedByLayer() {
    mlp(4, List.of(8, 7), 3, Activation.RELU);

    assertThat(parameters.all().stream().map(Parameter::name))
        .containsExactly(
            "q.0.weight", "q.0.bias", "q.1.weight", "q.1.bias", "q.2.weight", "q.2.bias");
    assertThat(parameters.variables().stream().map(Var::extent))
        .containsExactly(
            Extent.of(4, 8),
            Extent.of(1, 8),
            Extent.of(8, 7),
            Extent.of(1, 7),
            Extent.of(7, 3),
            Extent.of(1, 3));
    assertThat(parameters.size()).isEqualTo(4 * 8 + 8 + 8 * 7 + 7 + 7 * 3 + 3);
  }

  @Test
  void withoutHiddenLayersItIsLinear() {
    Var x = Var.input("x", 2);
    Mlp linear = mlp(2, List.of(), 1, Activation.TANH);
    System.arraycopy(new float[] {10, 20, 3}, 0, parameters.values(), 0, 3);

    assertThat(new Interpreter(1).set(x, new Matrix(1, 2, 1, 2)).value(linear.apply(x)).values())
        .containsExactly(53);
  }

  @Test
  void theLastLayerHasItsOwnInitializer() {
    mlp(3, List.of(5), 2, Activation.TANH);

    Parameter hiddenBias = parameters.all().get(1);
    Parameter outBias = parameters.all().get(3);
    assertThat(parameters.values()[hiddenBias.at()]).isZero();
    assertThat(parameters.values()[outBias.at()]).isNotZero();
  }
}
