package dev.bellman.autograd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellman.autograd.nn.Initializer;
import dev.bellman.autograd.nn.Mlp;
import dev.bellman.autograd.op.Activation;
import dev.bellman.autograd.op.Assign;
import dev.bellman.autograd.op.Extent;
import dev.bellman.autograd.op.NoiseSource;
import dev.bellman.autograd.op.Var;
import dev.bellman.autograd.optim.Adam;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Which steps a program makes, and what effects see and are seen by. */
class ProgramStepsTest {
  private final Parameters parameters = new Parameters("p");
  private final Var w = parameters.add("w", 1, 2).variable();
  private final Var x = Var.input("x", Extent.of(1, 2));
  private final Var assign = Var.of(new Assign(parameters.store()), x);

  private static long steps(Program program, String operation) {
    return program.explain().lines().filter(l -> l.contains(operation)).count();
  }

  @Test
  void effectsActInTheOrderInWhichTheyAreListed() {
    Var before = w.times(10);
    Var after = w.times(10).plus(0);
    parameters.values()[0] = 1;
    Program program = Program.of(before, assign, after);
    program.region(x).set(0, 0, 7);
    program.run();

    assertThat(program.region(before).get(0, 0)).isEqualTo(10);
    assertThat(program.region(after).get(0, 0)).isEqualTo(70);
    assertThat(parameters.values()[0]).isEqualTo(7);
    program.run();
    assertThat(program.region(before).get(0, 0)).isEqualTo(70);
  }

  /** f(w), write w, f(w): the same expression, listed around a write, is computed twice. */
  @Test
  void noSubexpressionIsSharedAcrossAWrite() {
    Var f = w.exp();
    Var before = f.sum();
    Var after = f.sum().times(1);
    Program program = Program.of(before, assign, after);
    program.region(x).copyFrom(new float[] {1, 1}, 0, 1);
    program.run();

    assertThat(steps(program, "Exp")).isEqualTo(2);
    assertThat(program.scalar(before)).isEqualTo(2);
    assertThat(program.scalar(after)).isBetween(5.436f, 5.437f);
  }

  @Test
  void aWriteLeavesOtherStoresValuesShared() {
    Parameters others = new Parameters("others");
    Var v = others.add("v", 1, 2).variable();
    Program program = Program.of(v.exp().sum(), assign, v.exp().sum().times(2));

    assertThat(steps(program, "Exp")).isEqualTo(1);
    assertThat(steps(program, "SumTo")).isEqualTo(1);
  }

  @Test
  void aParameterListedBeforeAWriteKeepsTheOldValue() {
    Var copy = w.stopGradient();
    parameters.values()[0] = 1;
    Program program = Program.of(w, copy, assign);
    program.region(x).set(0, 0, 7);
    program.run();

    assertThat(program.region(w).get(0, 0)).isEqualTo(1);
    assertThat(program.region(copy).get(0, 0)).isEqualTo(1);
  }

  @Test
  void theValueOfAnEffectOutlivesAnotherWriteOfItsStore() {
    Var twice = Var.of(new Assign(parameters.store()), w.times(2));
    Var again = Var.of(new Assign(parameters.store()), w.times(2));
    Var value = twice.times(5);
    Program program = Program.of(assign, twice, again, value);
    program.region(x).copyFrom(new float[] {1, 2}, 0, 1);
    program.run();

    assertThat(parameters.values()).containsExactly(4, 8);
    assertThat(program.scalar(value)).isEqualTo(10);
    assertThat(parameters.store().version()).isEqualTo(3);
  }

  @Test
  void anEffectMustBeListed() {
    assertThatThrownBy(() -> Program.of(assign.times(2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Assign");
    assertThatThrownBy(() -> Program.of(assign, assign))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Assign");
  }

  @Test
  void equalExpressionsAreOneStep() {
    Var a = x.times(3).exp();
    Var b = x.times(Var.constant(3)).exp();
    Program program = Program.of(a.plus(b), a.minus(b).sum(), b.sum(), a.sum());

    assertThat(steps(program, "Multiply")).isEqualTo(1);
    assertThat(steps(program, "Exp")).isEqualTo(1);
    assertThat(steps(program, "SumTo")).isEqualTo(2);
  }

  @Test
  void differentExpressionsAreNot() {
    Var y = Var.input("y", Extent.of(1, 2));
    Program program =
        Program.of(
            x.minus(y), y.minus(x), x.slice(0, 1), x.slice(1, 2), x.times(2), x.times(3), x.exp());

    assertThat(steps(program, "Subtract")).isEqualTo(2);
    assertThat(steps(program, "SliceColumns")).isEqualTo(2);
    assertThat(steps(program, "Multiply")).isEqualTo(2);
  }

  @Test
  void noiseIsNeverSharedAndDrawnOnceARun() {
    NoiseSource source = new NoiseSource(3);
    Var first = Var.normal(source, Extent.batch(2));
    Var second = Var.normal(source, Extent.batch(2));
    Var zero = first.minus(first);
    Var difference = first.minus(second);
    Program program = Program.of(zero, difference, first, assign, first.plus(w));
    program.prepare(3);
    program.run();

    assertThat(steps(program, "NormalNoise")).isEqualTo(2);
    assertThat(source.counter()).isEqualTo(2);
    for (int i = 0; i < 3; i++) {
      assertThat(program.region(zero).get(i, 0)).isZero();
      assertThat(program.region(difference).get(i, 0)).isNotZero();
    }
  }

  @Test
  void stopGradientIsNoStep() {
    Var y = x.exp();
    Var stopped = y.stopGradient();
    Program program = Program.of(stopped.plus(y), stopped, x.exp().stopGradient().times(2));

    assertThat(steps(program, "StopGradient")).isZero();
    assertThat(steps(program, "Exp")).isEqualTo(1);
    program.run();
    assertThat(program.region(stopped).get(0, 0)).isEqualTo(1);
  }

  @Test
  void onlyWhatResultsNeedIsComputed() {
    Var y = x.exp();
    y.sin();
    Program program = Program.of(y);

    assertThat(program.explain().lines()).hasSize(3);
  }

  /** The actor's loss goes through the critic, whose weights get no gradient: pruning. */
  @Test
  void aCriticGetsNoGradientInItsActorsLoss() {
    SplittableRandom random = new SplittableRandom(1);
    Parameters actorParameters = new Parameters("actor");
    Parameters criticParameters = new Parameters("critic");
    Mlp actor = mlp(actorParameters, 3, 2, random);
    Mlp critic = mlp(criticParameters, 5, 1, random);
    Var s = Var.input("s", 3);
    Var loss = critic.apply(Var.concat(s, actor.apply(s).tanh())).mean().unaryMinus();
    Program forward = Program.of(loss);
    Program gradients = Program.of(Gradient.of(loss, actorParameters.variables()));

    assertThat(steps(forward, "Affine")).isEqualTo(6);
    // forward: the last layer of the critic is needed by the loss alone; backward: three through
    // the critic, three weights and two through the actor
    assertThat(steps(gradients, "Affine")).isEqualTo(5);
    assertThat(steps(gradients, "Product")).isEqualTo(3 + 3 + 2);
    assertThat(steps(gradients, "Product.WEIGHT")).isEqualTo(3);

    Adam adam = new Adam(actorParameters, Adam.Config.defaults());
    Program update = Program.of(loss, adam.minimize(loss, Var.scalar("rate")));
    assertThat(steps(update, "Affine")).isEqualTo(6);
    assertThat(steps(update, "Product")).isEqualTo(8);
  }

  private static Mlp mlp(Parameters parameters, int in, int out, SplittableRandom random) {
    Initializer uniform = Initializer.uniform();
    List<Integer> hidden = List.of(8, 8);
    return new Mlp(parameters, "m", in, hidden, out, Activation.RELU, uniform, uniform, random);
  }

  @Test
  void whatTheLossDoesNotDependOnHasZeroGradients() {
    Var y = Var.input("y", Extent.of(2, 3));
    Program program = Program.of(Gradient.of(w.square().sum(), List.of(w, y)));

    assertThat(steps(program, "BroadcastTo")).isLessThanOrEqualTo(2);
    assertThat(steps(program, "MatMul")).isZero();
  }
}
