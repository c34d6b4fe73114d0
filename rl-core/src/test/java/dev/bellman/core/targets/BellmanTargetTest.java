package dev.bellman.core.targets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.bellman.autograd.Gradient;
import dev.bellman.autograd.Interpreter;
import dev.bellman.autograd.distribution.Categorical;
import dev.bellman.autograd.distribution.SquashedGaussian.Sample;
import dev.bellman.autograd.op.Extent;
import dev.bellman.autograd.op.Matrix;
import dev.bellman.autograd.op.Var;
import dev.bellman.core.experience.TransitionBatch;
import org.junit.jupiter.api.Test;

/**
 * Three transitions with r = 1, 2, 3 and discounts ½, ½ and 0, the last one having terminated. All
 * tables can be done in the head.
 */
class BellmanTargetTest {
  private static final double[] TWO_ROWS_OF_Q = {4, 6, -2, -8};

  private final TransitionBatch batch = TransitionBatch.of(2, 1);
  private final Var parameter = Var.scalar("parameter");

  private double[] value(Var v) {
    Interpreter interpreter = new Interpreter(3);
    // s′ is state 0, 1 and 1, one-hot
    interpreter.set(batch.nextObservation(), new Matrix(3, 2, new double[] {1, 0, 0, 1, 0, 1}));
    interpreter.set(batch.reward(), new Matrix(3, 1, new double[] {1, 2, 3}));
    interpreter.set(batch.discount(), new Matrix(3, 1, new double[] {0.5, 0.5, 0}));
    interpreter.set(parameter, new Matrix(1, 1, new double[] {1}));
    return interpreter.value(v).values();
  }

  /** A table as a linear function of a one-hot state: Q(0, ·) = 4, 6 and Q(1, ·) = −2, −8. */
  private Var table(Var state) {
    Var zero = state.slice(0, 1);
    Var one = state.slice(1, 2);
    Var q =
        Var.concat(
            zero.times((float) TWO_ROWS_OF_Q[0]).plus(one.times((float) TWO_ROWS_OF_Q[2])),
            zero.times((float) TWO_ROWS_OF_Q[1]).plus(one.times((float) TWO_ROWS_OF_Q[3])));
    return q.times(parameter);
  }

  /** 1 + 6/2, 2 − 2/2, 3. */
  @Test
  void theOptimalTargetTakesTheBestAction() {
    assertThat(value(new OptimalTarget(this::table).of(batch).value())).containsExactly(4, 1, 3);
  }

  /** Who selects by −Q takes the worst action, which Q values: 1 + 4/2, 2 − 8/2, 3. */
  @Test
  void theDoubleTargetValuesTheActionOfTheOtherNetwork() {
    DoubleTarget target = new DoubleTarget(s -> table(s).unaryMinus(), this::table);

    assertThat(value(target.of(batch).value())).containsExactly(3, -2, 3);
  }

  /** Q₁ = s′₀ + a′ and Q₂ = 5·s′₀ − a′, with a′ = 2: the smaller are 3, −2 and −2. */
  @Test
  void theClippedDoubleTargetTakesTheSmallerCritic() {
    ClippedDoubleTarget target = new ClippedDoubleTarget(s -> action(s), this::smallest);

    assertThat(value(target.of(batch).value())).containsExactly(1 + 3 / 2.0, 2 - 2 / 2.0, 3);
  }

  /** The same less α·log π(a′|s′) = ½·(−4), which is worth 2 more. */
  @Test
  void theSoftTargetAddsTheEntropy() {
    SoftClippedDoubleTarget target =
        new SoftClippedDoubleTarget(
            s -> new Sample(action(s), action(s).times(-2)), this::smallest, Var.constant(0.5f));

    assertThat(value(target.of(batch).value())).containsExactly(1 + 5 / 2.0, 2 + 0 / 2.0, 3);
  }

  /** Q = s′₀ + a′ with a′ = 2: 3, 2 and 2. */
  @Test
  void theDeterministicTargetValuesThePolicysAction() {
    DeterministicTarget target =
        new DeterministicTarget(this::action, (s, a) -> s.slice(0, 1).plus(a));

    assertThat(value(target.of(batch).value())).containsExactly(1 + 3 / 2.0, 2 + 2 / 2.0, 3);
  }

  /** V = 2·s′₀ − 4·s′₁: 2, −4 and −4. */
  @Test
  void theStateValueTargetAsksForNoAction() {
    StateValueTarget target =
        new StateValueTarget(s -> s.slice(0, 1).times(2).minus(s.slice(1, 2).times(4)));

    assertThat(value(target.of(batch).value())).containsExactly(1 + 2 / 2.0, 2 - 4 / 2.0, 3);
  }

  /** The same less α·log π(a′|s′) = ½·(−4). */
  @Test
  void theSoftTargetOfOneCriticAddsTheEntropyToo() {
    SoftTarget target =
        new SoftTarget(
            s -> new Sample(action(s), action(s).times(-2)),
            (s, a) -> s.slice(0, 1).plus(a),
            Var.constant(0.5f));

    assertThat(value(target.of(batch).value())).containsExactly(1 + 5 / 2.0, 2 + 4 / 2.0, 3);
  }

  /** π(·|s′) = ¼, ¾ and α = 2: Σ π·Q is 5.5 and −6.5, and α times the entropy comes on top. */
  @Test
  void theExpectedSoftTargetKnowsAllActions() {
    SoftExpectedTarget target =
        new SoftExpectedTarget(this::oneToThree, this::table, Var.constant(2));

    double entropy = -0.25 * Math.log(0.25) - 0.75 * Math.log(0.75);
    double[] expected = {1 + (5.5 + 2 * entropy) / 2, 2 + (-6.5 + 2 * entropy) / 2, 3};
    assertThat(value(target.of(batch).value())).containsExactly(expected, within(1e-6));
  }

  private Categorical oneToThree(Var state) {
    Var zero = state.slice(0, 1).times(0);
    return new Categorical(Var.concat(zero, zero.plus((float) Math.log(3))));
  }

  private Var action(Var state) {
    return parameter.times(2).broadcastTo(Extent.batch(1)).plus(state.slice(0, 1).times(0));
  }

  private Var smallest(Var state, Var action) {
    Var zero = state.slice(0, 1);
    return zero.plus(action).min(zero.times(5).minus(action));
  }

  @Test
  void noDerivativePassesThroughATarget() {
    Var alpha = parameter;
    for (BellmanTarget target :
        new BellmanTarget[] {
          new OptimalTarget(this::table),
          new DoubleTarget(this::table, this::table),
          new ClippedDoubleTarget(this::action, this::smallest),
          new SoftClippedDoubleTarget(s -> new Sample(action(s), action(s)), this::smallest, alpha),
          new DeterministicTarget(this::action, this::smallest),
          new StateValueTarget(this::action),
          new SoftTarget(s -> new Sample(action(s), action(s)), this::smallest, alpha),
          new SoftExpectedTarget(s -> new Categorical(table(s)), this::table, alpha)
        }) {
      Var gradient = Gradient.of(target.of(batch).value().sum(), parameter);
      assertThat(value(gradient)).as(target.toString()).containsExactly(0);
    }
  }
}
