package dev.bellman.autograd.nn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellman.autograd.Fixture;
import dev.bellman.autograd.Gradient;
import dev.bellman.autograd.Parameters;
import dev.bellman.autograd.Parameters.Parameter;
import dev.bellman.autograd.Program;
import dev.bellman.autograd.Trial;
import dev.bellman.autograd.op.Matrix;
import dev.bellman.autograd.op.Var;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LayerNormTest {
  private final Parameters parameters = new Parameters("network");
  private final LayerNorm layer = new LayerNorm(parameters, "norm", 6);
  private final Var x = Var.input("x", 6);

  @Test
  void valueAndGradientsAreThoseOfPyTorch() {
    Fixture fixture = Fixture.read("networks");
    for (Parameter p : parameters.all()) {
      Matrix value = fixture.get(p.name());
      for (int i = 0; i < value.values().length; i++) {
        parameters.values()[p.at() + i] = (float) value.values()[i];
      }
    }
    Var u = Var.input("u", 6);
    List<Var> results = new ArrayList<>(List.of(layer.apply(x)));
    List<Var> variables = new ArrayList<>(List.of(x));
    variables.addAll(parameters.variables());
    results.addAll(Gradient.vjp(results.get(0), u, variables));
    Program program = Program.of(results);
    program.prepare(4);
    Trial.write(program.region(x), fixture.get("norm.x"));
    Trial.write(program.region(u), fixture.get("norm.u"));
    program.run();

    String[] names = {"y", "x.gradient", "weight.gradient", "bias.gradient"};
    for (int i = 0; i < names.length; i++) {
      Matrix expected = fixture.get("norm." + names[i]);
      Trial.requireClose(names[i], program.region(results.get(i)), expected, 2e-6);
    }
  }

  @Test
  void itStartsAsTheNormalisationAlone() {
    assertThat(parameters.values()).containsExactly(1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0);
    Var y = layer.apply(x);
    Var mean = y.meanColumns();
    Var square = y.square().meanColumns();
    Program program = Program.of(mean, square);
    program.region(x).copyFrom(new float[] {5, 1, 9, -20, 4, 3}, 0, 1);
    program.run();

    assertThat(Math.abs(program.scalar(mean))).isLessThan(1e-6f);
    assertThat(program.scalar(square)).isBetween(0.9999f, 1.00001f);
  }
}
