package dev.bellman.algorithms.offline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.bellman.algorithms.Variation;
import dev.bellman.algorithms.learner.Normalizer;
import dev.bellman.algorithms.learner.Normalizer.Observations;
import dev.bellman.autograd.Parameters;
import dev.bellman.core.experience.TransitionSource;
import dev.bellman.core.random.Pcg64;
import dev.bellman.core.random.Seeds;
import dev.bellman.core.space.Box;
import dev.bellman.core.space.Discrete;
import dev.bellman.core.space.Space;
import dev.bellman.core.training.Schedule;
import dev.bellman.tensor.parallel.Workers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * On bandits, whose only state is seen as 1, a policy is as good as its divergence from the
 * behaviour allows.
 */
class KlConstrainedOracleTest {
  private static final int CLONING = 2000;

  private final OneHotWorld bandit = new OneHotWorld(1, 0, 5, 3, 2);
  private final double[] r = bandit.backup(new double[1]);

  private static KlConstrained learner(
      Divergence divergence, double bound, Space actions, int rows, List<Integer> hidden) {
    Map<String, Object> settings = new HashMap<>();
    settings.put("bound", bound);
    settings.put("multiplierLearningRate", Schedule.linear(1e-2));
    settings.put("observations", Observations.RAW);
    settings.put("learningRate", Schedule.linear(1e-2));
    settings.put("batchSize", rows);
    settings.put("gamma", 0);
    settings.put("cloningUpdates", (long) CLONING);
    settings.put("hidden", hidden);
    return new KlConstrained(
        1,
        actions,
        Variation.of(KlConstrained.Config.of(divergence), settings),
        Normalizer.NONE,
        Seeds.of(1),
        Workers.of(1));
  }

  private KlConstrained trained(Divergence divergence, double bound) {
    KlConstrained learner = learner(divergence, bound, new Discrete(3), bandit.rows(), List.of());
    update(learner, bandit.batch(), CLONING);
    update(learner, bandit.batch(), 10_000);
    return learner;
  }

  /** With learning rates that fall to 0. */
  private static void update(KlConstrained learner, TransitionSource batch, int updates) {
    for (int i = 0; i < updates; i++) {
      learner.update(batch, 1 - (double) i / updates);
    }
  }

  private static double figure(KlConstrained learner, String name) {
    return learner.metrics().get(name);
  }

  private double[] policy(KlConstrained learner) {
    return bandit.probabilities(learner.parameters().get("policy"));
  }

  /** KL(p ‖ q). */
  private static double divergence(double[] p, double[] q) {
    double sum = 0;
    for (int a = 0; a < p.length; a++) {
      sum += p[a] * Math.log(p[a] / q[a]);
    }
    return sum;
  }

  private double[] behaviour() {
    return new double[] {0.5, 0.3, 0.2};
  }

  @Test
  void the_clone_is_the_behaviour() {
    assertThat(bandit.probabilities(trained(Divergence.REVERSE, 0.1).parameters().get("clone")))
        .containsExactly(behaviour(), within(1e-4));
  }

  /** And β is that at which the closed form has the divergence δ, by bisection. */
  @Test
  void the_reverse_solution_is_the_closed_form_at_its_bound() {
    KlConstrained learner = trained(Divergence.REVERSE, 0.1);
    double low = 1e-3;
    double high = 1e3;
    for (int i = 0; i < 100; i++) {
      double beta = Math.sqrt(low * high);
      if (divergence(bandit.improved(r, beta), behaviour()) > 0.1) {
        low = beta;
      } else {
        high = beta;
      }
    }

    assertThat(figure(learner, "divergence")).isCloseTo(0.1, within(1e-3));
    assertThat(figure(learner, "multiplier")).isCloseTo(low, within(0.02 * low));
    assertThat(policy(learner)).containsExactly(bandit.improved(r, low), within(2e-3));
    assertThat(policy(learner))
        .containsExactly(bandit.improved(r, figure(learner, "multiplier")), within(2e-3));
  }

  /** Where its derivative vanishes, Q(a) + β·b(a)/π(a) is the same for every action. */
  @Test
  void the_forward_solution_is_at_its_bound() {
    KlConstrained learner = trained(Divergence.FORWARD, 0.1);
    double[] p = policy(learner);
    double beta = figure(learner, "multiplier");

    assertThat(figure(learner, "divergence")).isCloseTo(0.1, within(1e-3));
    assertThat(divergence(behaviour(), p)).isCloseTo(0.1, within(1e-3));
    double level = r[0] + beta * 0.5 / p[0];
    assertThat(r[1] + beta * 0.3 / p[1]).isCloseTo(level, within(0.02));
    assertThat(r[2] + beta * 0.2 / p[2]).isCloseTo(level, within(0.02));
  }

  /** That of the best action alone is −log b, which is less than 5. */
  @Test
  void a_bound_that_does_not_bind_lets_the_multiplier_fall() {
    KlConstrained learner =
        learner(Divergence.REVERSE, 5, new Discrete(3), bandit.rows(), List.of());
    update(learner, bandit.batch(), CLONING);
    double before = 1;
    for (int i = 0; i < 3; i++) {
      update(learner, bandit.batch(), 1000);
      assertThat(figure(learner, "multiplier")).isLessThan(0.5 * before);
      assertThat(figure(learner, "divergence")).isBetween(0.0, 2.0);
      before = figure(learner, "multiplier");
    }
    int best = r[0] > r[1] ? (r[0] > r[2] ? 0 : 2) : (r[1] > r[2] ? 1 : 2);
    assertThat(policy(learner)[best]).isGreaterThan(0.95);
  }

  /**
   * A bandit whose actions are real numbers from a normal distribution, with the reward −4·(a −
   * 0.4)²; policies are normal distributions too.
   */
  private static final class Line {
    static final double SLOPE = 4;
    static final double BEST = 0.4;
    final float[] actions = new float[128];
    final double deviation;

    Line() {
      Pcg64 random = Pcg64.of(2);
      double squares = 0;
      for (int i = 0; i < actions.length; i += 2) {
        actions[i] = (float) (0.25 * random.nextGaussian());
        actions[i + 1] = -actions[i];
        squares += 2 * actions[i] * actions[i];
      }
      deviation = Math.sqrt(squares / actions.length);
    }

    TransitionSource batch() {
      return (rows, out) -> {
        for (int i = 0; i < rows; i++) {
          double missed = actions[i] - BEST;
          out.observations().set(i, 0, 1);
          out.nextObservations().set(i, 0, 1);
          out.actions().set(i, 0, actions[i]);
          out.rewards().set(i, 0, (float) (-SLOPE * missed * missed));
          out.discounts().set(i, 0, 0);
        }
      };
    }

    /** The policy after training at the bound 0.2: mean, deviation and the multiplier. */
    double[] solution(Divergence divergence) {
      KlConstrained learner =
          learner(divergence, 0.2, Box.uniform(1, -1, 1), actions.length, List.of(32, 32));
      update(learner, batch(), CLONING);
      update(learner, batch(), 10_000);
      assertThat(figure(learner, "divergence")).isCloseTo(0.2, within(0.01));
      float[] mean = new float[1];
      learner.greedy().act(new float[] {1}, 1, mean);
      return new double[] {
        mean[0],
        Math.exp(logDeviation(learner.parameters().get("policy"))),
        figure(learner, "multiplier")
      };
    }

    private static double logDeviation(Parameters policy) {
      return policy.all().stream()
          .filter(p -> p.name().equals("actor.logDeviation"))
          .mapToDouble(p -> policy.values()[p.at()])
          .findFirst()
          .orElseThrow();
    }
  }

  /** N(m, s²) with 1/s² = 1/σ² + 8/β and m/s² = 8·0.4/β, at the β where its divergence is 0.2. */
  @Test
  void the_reverse_solution_of_real_actions_is_the_closed_form_at_its_bound() {
    Line line = new Line();
    double low = 1e-3;
    double high = 1e3;
    double[] expected = {};
    for (int i = 0; i < 100; i++) {
      double beta = Math.sqrt(low * high);
      double sigma = line.deviation;
      double precision = 1 / (sigma * sigma) + 2 * Line.SLOPE / beta;
      double mean = 2 * Line.SLOPE * Line.BEST / beta / precision;
      double divergence =
          0.5 * Math.log(sigma * sigma * precision)
              + (1 / precision + mean * mean) / (2 * sigma * sigma)
              - 0.5;
      expected = new double[] {mean, Math.sqrt(1 / precision), beta};
      if (divergence > 0.2) {
        low = beta;
      } else {
        high = beta;
      }
    }
    double[] found = line.solution(Divergence.REVERSE);
    assertThat(found[0]).isCloseTo(expected[0], within(0.01));
    assertThat(found[1]).isCloseTo(expected[1], within(0.01));
    assertThat(found[2]).isCloseTo(expected[2], within(0.1 * expected[2]));
  }

  /**
   * Both derivatives of β·KL(b ‖ N(m, s²)) + 4·(s² + (m − 0.4)²) vanish, but for the error of the
   * critic's slope: its network is to know that to a tenth.
   */
  @Test
  void the_forward_solution_of_real_actions_is_at_its_bound() {
    Line line = new Line();
    double[] found = line.solution(Divergence.FORWARD);
    double m = found[0];
    double s = found[1];
    double beta = found[2];
    double sigma = line.deviation;
    double divergence = Math.log(s / sigma) + (sigma * sigma + m * m) / (2 * s * s) - 0.5;
    double alongMean = beta * m / (s * s);
    double alongDeviation = beta * (1 / s - (sigma * sigma + m * m) / (s * s * s));

    assertThat(divergence).isCloseTo(0.2, within(0.01));
    assertThat(alongMean).isCloseTo(2 * Line.SLOPE * (Line.BEST - m), within(0.2));
    assertThat(alongDeviation).isCloseTo(-2 * Line.SLOPE * s, within(0.2));
  }
}
