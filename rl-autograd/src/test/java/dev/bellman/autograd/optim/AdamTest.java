package dev.bellman.autograd.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import dev.bellman.autograd.Parameters;
import dev.bellman.autograd.Program;
import dev.bellman.autograd.op.Var;
import org.junit.jupiter.api.Test;

class AdamTest {
  private static final double NO_LIMIT = Double.POSITIVE_INFINITY;

  private final Parameters parameters = OptimizerTrace.start();

  @Test
  void updatesAreThoseOfPyTorch() {
    Adam adam = new Adam(parameters, Adam.Config.defaults());
    OptimizerTrace.require("adam", 0.05f, parameters, adam::minimize);
    assertThat(adam.steps()).isEqualTo(20);
  }

  @Test
  void soAreClippedOnesWithTheEpsilonOfPpo() {
    Adam adam = new Adam(parameters, new Adam.Config(0.9, 0.999, 1e-5, 0.5));
    OptimizerTrace.require("adam-clipped", 0.05f, parameters, adam::minimize);
  }

  @Test
  void soAreThoseWithOtherConstants() {
    Adam adam = new Adam(parameters, new Adam.Config(0.5, 0.9, 1e-3, 2));
    OptimizerTrace.require("adam-betas", 0.02f, parameters, adam::minimize);
  }

  /** Half of the updates, state moved to another optimizer, the other half: the same bits. */
  @Test
  void itsStateIsMomentsAndSteps() {
    Parameters whole = OptimizerTrace.start();
    Adam adam = new Adam(whole, Adam.Config.defaults());
    run(whole, adam, 20);

    Adam first = new Adam(parameters, Adam.Config.defaults());
    run(parameters, first, 10);
    Adam second = new Adam(parameters, Adam.Config.defaults());
    System.arraycopy(first.firstMoments(), 0, second.firstMoments(), 0, parameters.size());
    System.arraycopy(first.secondMoments(), 0, second.secondMoments(), 0, parameters.size());
    second.seek(first.steps());
    run(parameters, second, 10);

    assertThat(parameters.values()).isEqualTo(whole.values());
  }

  private static void run(Parameters parameters, Adam adam, int updates) {
    Var x = Var.input("x", 3);
    Var y = Var.input("y", 2);
    Var rate = Var.scalar("rate");
    Var update = adam.minimize(OptimizerTrace.loss(parameters, x, y), rate);
    Program program = OptimizerTrace.program(update, x, y);
    program.set(rate, 0.05f);
    for (int i = 0; i < updates; i++) {
      program.run();
    }
  }

  /** One update of g = (3, 4), ‖g‖ = 5, clipped to 1: m = (1 − β₁)·g/5. */
  @Test
  void clippingScalesByTheNormOfAllGradients() {
    Parameters p = new Parameters("p");
    Var a = p.add("a", 1, 1).variable();
    Var b = p.add("b", 1, 1).variable();
    Adam adam = new Adam(p, new Adam.Config(0.9, 0.999, 1e-8, 1));
    Var rate = Var.scalar("rate");
    Var update = adam.minimize(a.times(3).plus(b.times(4)), rate);
    Program program = Program.of(update);
    program.set(rate, 0);
    program.run();

    assertThat(program.scalar(update)).isEqualTo(5);
    double factor = 1 / (5 + 1e-6);
    assertThat(adam.firstMoments()[0]).isEqualTo((float) (0.1 * 3 * factor), offset(1e-7f));
    assertThat(adam.firstMoments()[1]).isEqualTo((float) (0.1 * 4 * factor), offset(1e-7f));
    assertThat(p.values()).containsOnly(0);
  }

  @Test
  void aSmallGradientIsNotScaledUp() {
    Parameters p = new Parameters("p");
    Var a = p.add("a", 1, 1).variable();
    Adam adam = new Adam(p, new Adam.Config(0, 0, 1e-8, 10));
    Program program = Program.of(adam.minimize(a.times(0.5f), Var.scalar("rate")));
    program.run();

    assertThat(adam.firstMoments()).containsExactly(0.5f);
    assertThat(adam.secondMoments()).containsExactly(0.25f);
  }

  /** Moments that decay without gradients reach zero instead of denormal numbers. */
  @Test
  void denormalMomentsAreFlushed() {
    Parameters p = new Parameters("p");
    Var a = p.add("a", 1, 2).variable();
    Adam adam = new Adam(p, Adam.Config.defaults());
    Var scale = Var.scalar("scale");
    Program program = Program.of(adam.minimize(a.sum().times(scale), Var.scalar("rate")));
    program.set(scale, 1e-13f);
    program.run();
    assertThat(adam.firstMoments()[0]).isPositive();
    program.set(scale, 0);
    for (int i = 0; i < 600; i++) {
      program.run();
      float m = adam.firstMoments()[0];
      float v = adam.secondMoments()[1];
      assertThat(m == 0 || Math.abs(m) >= 1e-30f).isTrue();
      assertThat(v == 0 || v >= 1e-30f).isTrue();
    }
    assertThat(adam.firstMoments()).containsOnly(0);
    assertThat(p.values()).containsOnly(0);
  }

  /** A parameter that the loss does not use keeps its value; the others are at their places. */
  @Test
  void unusedParametersStay() {
    Parameters p = new Parameters("p");
    p.add("unused", 1, 3);
    Var b = p.add("b", 1, 1).variable();
    Adam adam = new Adam(p, Adam.Config.defaults());
    Var rate = Var.scalar("rate");
    Program program = Program.of(adam.minimize(b, rate));
    program.set(rate, 0.5f);
    program.run();

    assertThat(p.values()).startsWith(0, 0, 0);
    assertThat(p.values()[3]).isEqualTo(-0.5f, offset(1e-6f));
  }

  @Test
  void constantsAreChecked() {
    assertThatThrownBy(() -> new Adam.Config(1, 0.999, 1e-8, NO_LIMIT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1.0");
    assertThatThrownBy(() -> new Adam.Config(0.9, -0.1, 1e-8, NO_LIMIT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("-0.1");
    assertThatThrownBy(() -> new Adam.Config(0.9, 0.999, 0, NO_LIMIT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("epsilon");
    assertThatThrownBy(() -> new Adam.Config(0.9, 0.999, 1e-8, Double.NaN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("maxGradientNorm");
  }

  @Test
  void parametersCannotBeAddedToAnOptimizer() {
    new Adam(parameters, Adam.Config.defaults());

    assertThatThrownBy(() -> parameters.add("late", 1, 1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("regression");
  }
}
