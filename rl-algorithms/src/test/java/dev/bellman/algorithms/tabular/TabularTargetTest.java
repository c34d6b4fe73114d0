package dev.bellman.algorithms.tabular;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.bellman.autograd.Interpreter;
import dev.bellman.autograd.op.Matrix;
import dev.bellman.autograd.op.Var;
import dev.bellman.core.experience.TransitionBatch;
import dev.bellman.core.random.Pcg64;
import dev.bellman.core.targets.BellmanTarget;
import dev.bellman.core.training.Schedule;
import org.junit.jupiter.api.Test;

/** Q(0, ·) = 4, 6 and Q(1, ·) = −2, −8; r = 1, 2, 3; γ = ½, and the third transition terminated. */
class TabularTargetTest {
  private static final double[] Q = {4, 6, -2, -8};
  private static final int[] NEXT = {0, 1, 1};
  private static final double[] REWARDS = {1, 2, 3};
  private static final double[] DISCOUNTS = {0.5, 0.5, 0};

  private final QTable q = table(Q);

  private static QTable table(double... values) {
    QTable q = new QTable(2, 2);
    for (int i = 0; i < values.length; i++) {
      q.set(i, values[i]);
    }
    return q;
  }

  private static double[] all(TabularTarget target, int nextAction) {
    double[] y = new double[3];
    for (int i = 0; i < 3; i++) {
      y[i] = target.of(REWARDS[i], DISCOUNTS[i], NEXT[i], nextAction);
    }
    return y;
  }

  /** 1 + 6/2, 2 − 2/2, 3. */
  @Test
  void theOptimalOneTakesTheBestAction() {
    assertThat(all(new OptimalTarget(q), -1)).containsExactly(4, 1, 3);
  }

  /** 1 + 4/2, 2 − 2/2, 3; and 1 + 6/2, 2 − 8/2, 3. */
  @Test
  void theSampledOneTakesTheActionThatWasDrawn() {
    assertThat(all(new SampledTarget(q), 0)).containsExactly(3, 1, 3);
    assertThat(all(new SampledTarget(q), 1)).containsExactly(4, -2, 3);
  }

  /** With ε = ½ the policy is worth ½·5 + ½·6 in state 0 and ½·(−5) + ½·(−2) in state 1. */
  @Test
  void theExpectedOneTakesThemAll() {
    EpsilonGreedy policy = new EpsilonGreedy(Schedule.constant(0.5), Pcg64.of(0));

    assertThat(all(new ExpectedTarget(q, policy), -1)).containsExactly(1 + 5.5 / 2, 2 - 3.5 / 2, 3);
  }

  /** It is the mean of the sampled one: ¼·3 + ¾·4, ¾·1 − ¼·2, 3. */
  @Test
  void theExpectedOneIsTheMeanOfTheSampledOne() {
    EpsilonGreedy policy = new EpsilonGreedy(Schedule.constant(0.5), Pcg64.of(0));
    double[] mean = new double[3];
    for (int a = 0; a < 2; a++) {
      double[] y = all(new SampledTarget(q), a);
      for (int i = 0; i < 3; i++) {
        mean[i] += policy.probability(q, NEXT[i], a) * y[i];
      }
    }

    assertThat(all(new ExpectedTarget(q, policy), -1)).containsExactly(mean, within(1e-15));
  }

  /** Q prefers 1 in state 0 and 0 in state 1, where the other table has 10 and 20. */
  @Test
  void theDoubleOneChoosesWithOneTableAndJudgesWithTheOther() {
    QTable other = table(99, 10, 20, 99);

    assertThat(all(new DoubleTarget(q, other), -1)).containsExactly(1 + 10 / 2.0, 2 + 20 / 2.0, 3);
  }

  /** A table is a linear function of a one-hot state: the deep target of the same name agrees. */
  @Test
  void theDeepTargetOfAOneHotLinearFunctionIsTheSame() {
    BellmanTarget deep = new dev.bellman.core.targets.OptimalTarget(state -> linear(state, Q));

    assertThat(all(deep)).containsExactly(all(new OptimalTarget(q), -1));
  }

  @Test
  void soIsTheDeepDoubleOne() {
    double[] other = {99, 10, 20, 99};
    BellmanTarget deep =
        new dev.bellman.core.targets.DoubleTarget(
            state -> linear(state, Q), state -> linear(state, other));

    assertThat(all(deep)).containsExactly(all(new DoubleTarget(q, table(other)), -1));
  }

  private static double[] all(BellmanTarget deep) {
    TransitionBatch batch = TransitionBatch.of(2, 1);
    Var y = deep.of(batch).value();
    Interpreter interpreter = new Interpreter(3);
    interpreter.set(batch.nextObservation(), new Matrix(3, 2, new double[] {1, 0, 0, 1, 0, 1}));
    interpreter.set(batch.reward(), new Matrix(3, 1, REWARDS));
    interpreter.set(batch.discount(), new Matrix(3, 1, DISCOUNTS));
    return interpreter.value(y).values();
  }

  private static Var linear(Var state, double[] q) {
    Var zero = state.slice(0, 1);
    Var one = state.slice(1, 2);
    return Var.concat(
        zero.times((float) q[0]).plus(one.times((float) q[2])),
        zero.times((float) q[1]).plus(one.times((float) q[3])));
  }
}
