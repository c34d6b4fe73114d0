package dev.bellman.core.exact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * The two policy gradient theorems with their constant, against finite differences of J.
 *
 * <pre>{@code
 * ∇J = 1/(1 − γ)·E[∇log π(a|s)·(Q(s, a) − b(s))]       s ~ d_γ, a ~ π(·|s)
 * ∇J = 1/(1 − γ)·E[∇μ(s)·∇_a Q(s, a) at a = μ(s)]      s ~ d_γ
 * }</pre>
 */
class PolicyGradientTheoremTest {
  private static final double GAMMA = 0.9;
  private static final double H = 1e-5;
  private static final int STATES = 4;
  private static final int ACTIONS = 3;

  private static FinitePolicy softmax(double[] theta) {
    return SoftGreedy.ofActionValues(ACTIONS, theta, 1);
  }

  /** θ are the logits: ∂log π(a|s)/∂θ(s, b) = 1[a = b] − π(b|s). */
  private static double[] gradient(FiniteMdp mdp, double[] theta, double[] baseline) {
    FinitePolicy policy = softmax(theta);
    double[] d = Occupancy.discounted(mdp, policy);
    double[] q = ActionValues.of(mdp, PolicyEvaluation.solve(mdp, policy));
    double[] gradient = new double[theta.length];
    for (int s = 0; s < STATES; s++) {
      for (int a = 0; a < ACTIONS; a++) {
        double weight = d[s] * policy.probability(s, a) / (1 - GAMMA);
        double advantage = q[s * ACTIONS + a] - baseline[s];
        for (int b = 0; b < ACTIONS; b++) {
          double score = (a == b ? 1 : 0) - policy.probability(s, b);
          gradient[s * ACTIONS + b] += weight * score * advantage;
        }
      }
    }
    return gradient;
  }

  @Test
  void theStochasticOneHoldsWithAnyBaseline() {
    for (int seed = 0; seed < 20; seed++) {
      FiniteMdp mdp = RandomMdp.ergodic(seed, STATES, ACTIONS, GAMMA);
      double[] theta = RandomMdp.values(seed, STATES * ACTIONS);
      for (int i = 0; i < theta.length; i++) {
        theta[i] /= 10;
      }
      double[] none = gradient(mdp, theta, new double[STATES]);
      double[] some = gradient(mdp, theta, RandomMdp.values(seed + 99, STATES));
      for (int i = 0; i < theta.length; i++) {
        double at = theta[i];
        theta[i] = at + H;
        double above = Occupancy.objective(mdp, softmax(theta));
        theta[i] = at - H;
        double below = Occupancy.objective(mdp, softmax(theta));
        theta[i] = at;
        assertThat(none[i]).isCloseTo((above - below) / (2 * H), within(1e-8));
        assertThat(some[i]).isCloseTo(none[i], within(1e-12));
      }
    }
  }

  /** A world whose action is a number: p(s′|s, a) = softmax(u + a·w), r(s, a) = c − (a − t)². */
  private record Smooth(double[][] u, double[][] w, double[] c, double[] t) {

    static Smooth of(long seed) {
      SplittableRandom random = new SplittableRandom(seed);
      double[][] u = new double[STATES][];
      double[][] w = new double[STATES][];
      for (int s = 0; s < STATES; s++) {
        u[s] = random.doubles(STATES, -1, 1).toArray();
        w[s] = random.doubles(STATES, -1, 1).toArray();
      }
      return new Smooth(
          u, w, random.doubles(STATES, -1, 1).toArray(), random.doubles(STATES, -1, 1).toArray());
    }

    double reward(int s, double a) {
      return c[s] - (a - t[s]) * (a - t[s]);
    }

    double[] next(int s, double a) {
      double[] p = new double[STATES];
      double sum = 0;
      for (int i = 0; i < STATES; i++) {
        p[i] = Math.exp(u[s][i] + a * w[s][i]);
        sum += p[i];
      }
      for (int i = 0; i < STATES; i++) {
        p[i] /= sum;
      }
      return p;
    }

    /** The chain in which the policy acts: one action, which is μ(s). */
    FiniteMdp under(double[] mu) {
      FiniteMdpBuilder builder = FiniteMdp.builder(STATES, 1, GAMMA);
      for (int s = 0; s < STATES; s++) {
        double[] p = next(s, mu[s]);
        for (int i = 0; i < STATES; i++) {
          builder.outcome(s, 0, p[i], reward(s, mu[s]), i);
        }
      }
      return builder.build();
    }

    double actionValue(int s, double a, double[] v) {
      double sum = 0;
      double[] p = next(s, a);
      for (int i = 0; i < STATES; i++) {
        sum += p[i] * v[i];
      }
      return reward(s, a) + GAMMA * sum;
    }
  }

  @Test
  void theDeterministicOneHolds() {
    for (int seed = 0; seed < 20; seed++) {
      Smooth world = Smooth.of(seed);
      double[] mu = new SplittableRandom(seed + 1000).doubles(STATES, -1, 1).toArray();
      FiniteMdp chain = world.under(mu);
      FinitePolicy only = FinitePolicy.uniform(chain);
      double[] d = Occupancy.discounted(chain, only);
      double[] v = PolicyEvaluation.solve(chain, only);
      for (int s = 0; s < STATES; s++) {
        double dq =
            (world.actionValue(s, mu[s] + H, v) - world.actionValue(s, mu[s] - H, v)) / (2 * H);
        double theorem = d[s] * dq / (1 - GAMMA); // μ is a table: ∇μ(s) is 1 at s
        double at = mu[s];
        mu[s] = at + H;
        double above = Occupancy.objective(world.under(mu), only);
        mu[s] = at - H;
        double below = Occupancy.objective(world.under(mu), only);
        mu[s] = at;
        assertThat(theorem).isCloseTo((above - below) / (2 * H), within(1e-8));
      }
    }
  }
}
