package dev.bellman.autograd.optim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellman.autograd.Fixture;
import dev.bellman.autograd.Parameters;
import dev.bellman.autograd.Program;
import dev.bellman.autograd.Trial;
import dev.bellman.autograd.op.Matrix;
import dev.bellman.autograd.op.Var;
import java.util.function.BiFunction;

/** Twenty updates of a small regression, beside those that PyTorch made. */
final class OptimizerTrace {
  private static final int ROWS = 10;

  private OptimizerTrace() {}

  /** Parameters of the regression at their start. */
  static Parameters start() {
    Fixture fixture = Fixture.read("optimizers");
    Parameters parameters = new Parameters("regression");
    for (String name : new String[] {"w", "b"}) {
      Matrix value = fixture.get(name);
      int at = parameters.add(name, value.rows(), value.columns()).at();
      for (int i = 0; i < value.values().length; i++) {
        parameters.values()[at + i] = (float) value.values()[i];
      }
    }
    return parameters;
  }

  /** An update with the data of the regression. */
  static Program program(Var update, Var x, Var y) {
    Fixture fixture = Fixture.read("optimizers");
    Program program = Program.of(update);
    program.prepare(ROWS);
    Trial.write(program.region(x), fixture.get("x"));
    Trial.write(program.region(y), fixture.get("y"));
    return program;
  }

  /** The loss 4·E(tanh(x·w + b) − y)². */
  static Var loss(Parameters parameters, Var x, Var y) {
    Var z = x.matmul(parameters.variables().get(0)).plus(parameters.variables().get(1));
    return z.tanh().minus(y).square().mean().times(4);
  }

  /**
   * Requires that parameters and gradient norms are those of PyTorch in each update.
   *
   * @param minimize what the optimizer makes of a loss and a learning rate
   */
  static void require(
      String name, float rate, Parameters parameters, BiFunction<Var, Var, Var> minimize) {
    Fixture fixture = Fixture.read("optimizers");
    Matrix norms = fixture.get(name + ".norms");
    Matrix expected = fixture.get(name + ".parameters");
    Var x = Var.input("x", 3);
    Var y = Var.input("y", 2);
    Var learningRate = Var.scalar("learningRate");
    Var update = minimize.apply(loss(parameters, x, y), learningRate);
    Program program = program(update, x, y);
    program.set(learningRate, rate);
    for (int step = 0; step < expected.rows(); step++) {
      program.run();
      assertClose(name + " norm", step, program.scalar(update), norms.get(0, step));
      for (int i = 0; i < expected.columns(); i++) {
        assertClose(name + " " + i, step, parameters.values()[i], expected.get(step, i));
      }
    }
    assertThat(parameters.store().version()).isEqualTo(expected.rows());
  }

  private static void assertClose(String what, int step, float actual, double expected) {
    assertThat(Math.abs(actual - expected))
        .as("%s after update %d: %s should be %s", what, step + 1, actual, expected)
        .isLessThan(5e-6 * (1 + Math.abs(expected)));
  }
}
