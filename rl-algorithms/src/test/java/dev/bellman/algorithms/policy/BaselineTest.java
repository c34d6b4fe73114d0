package dev.bellman.algorithms.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.bellman.autograd.Gradient;
import dev.bellman.autograd.Interpreter;
import dev.bellman.autograd.Parameters;
import dev.bellman.autograd.distribution.Categorical;
import dev.bellman.autograd.op.Extent;
import dev.bellman.autograd.op.Matrix;
import dev.bellman.autograd.op.Var;
import dev.bellman.core.checkpoint.InMemoryState;
import dev.bellman.core.exact.FiniteMdp;
import dev.bellman.core.exact.FinitePolicy;
import dev.bellman.core.exact.PolicyEvaluation;
import dev.bellman.core.exact.SoftGreedy;
import dev.bellman.core.experience.Rollout;
import dev.bellman.core.random.Seeds;
import dev.bellman.core.space.Discrete;
import dev.bellman.core.training.Schedule;
import dev.bellman.tensor.parallel.Workers;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleBinaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a baseline does: nothing to the expected gradient, and to its variance what the lemma says.
 */
class BaselineTest {

  /**
   * Softmax bandits, one a state: p(s), logits and Q drawn at random; the scores w = ∂log
   * π(a|s)/∂θᵢ by the library's own derivative in double precision.
   */
  private record Bandits(double[] start, double[][] policy, double[][][] score, double[][] q) {

    static Bandits of(long seed) {
      SplittableRandom random = new SplittableRandom(seed);
      int states = 3;
      int n = 4;
      double[] start = random.doubles(states, 0.1, 1).toArray();
      double sum = start[0] + start[1] + start[2];
      double[][] policy = new double[states][n];
      double[][][] score = new double[states][n][];
      double[][] q = new double[states][];
      for (int s = 0; s < states; s++) {
        start[s] /= sum;
        q[s] = random.doubles(n, -5, 5).toArray();
        Var logits = Var.input("logits", Extent.of(1, n));
        Var action = Var.input("action", Extent.of(1, 1));
        Var log = new Categorical(logits).logProbability(action);
        Var gradient = Gradient.of(log, logits);
        Matrix theta = new Matrix(1, n, random.doubles(n, -1, 1).toArray());
        for (int a = 0; a < n; a++) {
          Interpreter interpreter =
              new Interpreter(1).set(logits, theta).set(action, new Matrix(1, 1, a));
          policy[s][a] = Math.exp(interpreter.value(log).get(0, 0));
          score[s][a] = interpreter.value(gradient).values().clone();
        }
      }
      return new Bandits(start, policy, score, q);
    }

    /** E[f(w(s, a), Q(s, a)) | s] of component i. */
    double expectation(int s, int i, DoubleBinaryOperator f) {
      double sum = 0;
      for (int a = 0; a < q[s].length; a++) {
        sum += policy[s][a] * f.applyAsDouble(score[s][a][i], q[s][a]);
      }
      return sum;
    }

    /** E[(w·(Q − b))²] of component i over states and actions. */
    double secondMoment(int i, double[] b) {
      double sum = 0;
      for (int s = 0; s < start.length; s++) {
        double baseline = b[s];
        sum += start[s] * expectation(s, i, (w, x) -> w * w * (x - baseline) * (x - baseline));
      }
      return sum;
    }
  }

  @Test
  void the_weighted_mean_is_the_baseline_of_least_variance() {
    for (int seed = 0; seed < 20; seed++) {
      Bandits bandits = Bandits.of(seed);
      SplittableRandom random = new SplittableRandom(seed + 100);
      for (int i = 0; i < 4; i++) {
        double[] best = new double[3];
        double[] value = new double[3];
        for (int s = 0; s < 3; s++) {
          best[s] =
              bandits.expectation(s, i, (w, q) -> w * w * q)
                  / bandits.expectation(s, i, (w, q) -> w * w);
          value[s] = bandits.expectation(s, i, (w, q) -> q);
        }
        double least = bandits.secondMoment(i, best);
        assertThat(bandits.secondMoment(i, value)).as("V is not it").isGreaterThan(least + 1e-9);
        for (int trial = 0; trial < 50; trial++) {
          double[] other = random.doubles(3, -5, 5).toArray();
          double excess = 0; // what completing the square says: E[w²·(b − b*)²]
          for (int s = 0; s < 3; s++) {
            double d = other[s] - best[s];
            excess += bandits.start()[s] * bandits.expectation(s, i, (w, q) -> w * w * d * d);
          }
          assertThat(bandits.secondMoment(i, other)).isCloseTo(least + excess, within(1e-12));
        }
      }
    }
  }

  /** Less of the second moment is less variance: the mean E[w·(Q − b)] has no b in it. */
  @Test
  void no_baseline_moves_the_mean() {
    for (int seed = 0; seed < 20; seed++) {
      Bandits bandits = Bandits.of(seed);
      for (int s = 0; s < 3; s++) {
        for (int i = 0; i < 4; i++) {
          double none = bandits.expectation(s, i, (w, q) -> w * q);
          assertThat(bandits.expectation(s, i, (w, q) -> w * (q - 3.7)))
              .isCloseTo(none, within(1e-14));
        }
      }
    }
  }

  private static final double[][] TO_FIRST = {{0.3, 0.9}, {0, 0}, {0, 0}};
  private static final double[][] REWARD = {{1, -0.5}, {2, 0.25}, {-1, 3}};

  /**
   * Two decisions: in state 0, then in state 1 or 2, to which chance leads. All of its eight
   * episodes are enumerated.
   */
  private static FiniteMdp twoDecisions() {
    var builder = FiniteMdp.builder(3, 2, 1).start(0, 1);
    for (int a = 0; a < 2; a++) {
      builder.outcome(0, a, TO_FIRST[0][a], REWARD[0][a], 1);
      builder.outcome(0, a, 1 - TO_FIRST[0][a], REWARD[0][a], 2);
      builder.end(1, a, 1, REWARD[1][a]);
      builder.end(2, a, 1, REWARD[2][a]);
    }
    return builder.build();
  }

  /**
   * The gradient of the learner's own loss, averaged over all episodes by their probabilities, is
   * the gradient of J, whatever numbers stand for the baseline.
   */
  @ParameterizedTest
  @ValueSource(longs = {0, 1, 2})
  void with_any_baseline_the_expected_gradient_is_that_of_the_objective(long seed) {
    FiniteMdp mdp = twoDecisions();
    double[] theta = new SplittableRandom(seed).doubles(8, -1, 1).toArray(); // [3 + 1, 2]
    for (int i = 0; i < theta.length; i++) {
      theta[i] = (float) theta[i];
    }
    double[] baseline =
        seed == 0 ? new double[3] : new SplittableRandom(seed + 50).doubles(3, -4, 4).toArray();
    FinitePolicy policy = policy(theta);
    double[] expected = new double[theta.length];
    double total = 0;
    for (int first = 0; first < 2; first++) {
      for (int next = 1; next <= 2; next++) {
        for (int second = 0; second < 2; second++) {
          double chance = next == 1 ? TO_FIRST[0][first] : 1 - TO_FIRST[0][first];
          double probability =
              policy.probability(0, first) * chance * policy.probability(next, second);
          double[] gradient = gradient(theta, baseline, first, next, second);
          for (int i = 0; i < theta.length; i++) {
            expected[i] += probability * gradient[i];
          }
          total += probability;
        }
      }
    }
    assertThat(total).isCloseTo(1, within(1e-12));
    double h = 1e-5;
    for (int i = 0; i < theta.length; i++) {
      double at = theta[i];
      theta[i] = at + h;
      double above = PolicyEvaluation.solve(mdp, policy(theta))[0];
      theta[i] = at - h;
      double below = PolicyEvaluation.solve(mdp, policy(theta))[0];
      theta[i] = at;
      assertThat(expected[i]).as("θ[%d]", i).isCloseTo((above - below) / (2 * h), within(2e-5));
    }
  }

  /** A linear softmax of the state's one-hot vector: weights [3, 2], then the bias [1, 2]. */
  private static FinitePolicy policy(double[] theta) {
    double[] logits = new double[8]; // of the state after the end, too
    for (int s = 0; s < 3; s++) {
      for (int a = 0; a < 2; a++) {
        logits[s * 2 + a] = theta[s * 2 + a] + theta[6 + a];
      }
    }
    return SoftGreedy.ofActionValues(2, logits, 1);
  }

  /** Σ ∇log π·(G − b) of one episode: minus twice the gradient of the loss, which is a mean. */
  private static double[] gradient(
      double[] theta, double[] baseline, int first, int next, int second) {
    Reinforce.Config config =
        new Reinforce.Config(
            2, 2, Baseline.Value.defaults(), Schedule.constant(1e-3), 1, List.of());
    Reinforce learner = new Reinforce(3, new Discrete(2), config, Seeds.of(0), Workers.of(1));
    Parameters parameters = learner.parameters().get("policy");
    for (int i = 0; i < theta.length; i++) {
      parameters.values()[i] = (float) theta[i];
    }
    parameters.written();
    Rollout rollout = new Rollout(2, 1, 3, 1);
    decide(rollout, 0, 0, first, baseline[0]);
    outcome(rollout, 0, REWARD[0][first], false);
    decide(rollout, 1, next, second, baseline[next]);
    outcome(rollout, 1, REWARD[next][second], true);
    rollout.bootstrap(new float[1]);
    learner.update(rollout, 1);
    float[] moments = new float[theta.length];
    InMemoryState.of(learner).scope("policyAdam").get("firstMoments", moments);
    double[] gradient = new double[theta.length];
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] = -2 * moments[i] / 0.1;
    }
    return gradient;
  }

  private static void decide(Rollout rollout, int t, int state, int action, double baseline) {
    float[] observation = new float[3];
    observation[state] = 1;
    rollout.addDecision(t, observation, new float[] {action}, new float[1]);
    rollout.values()[t] = (float) baseline;
  }

  private static void outcome(Rollout rollout, int t, double reward, boolean terminated) {
    rollout.addOutcome(
        t, new double[] {reward}, new boolean[] {terminated}, new boolean[1], new float[1]);
  }
}
