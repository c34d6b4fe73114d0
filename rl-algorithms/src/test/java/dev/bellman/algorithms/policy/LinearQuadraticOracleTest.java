package dev.bellman.algorithms.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.bellman.algorithms.Variation;
import dev.bellman.algorithms.loop.OffPolicy;
import dev.bellman.algorithms.loop.OffPolicyLearner;
import dev.bellman.autograd.Parameters;
import dev.bellman.core.checkpoint.InMemoryState;
import dev.bellman.core.environment.Environment;
import dev.bellman.core.experience.TransitionSource;
import dev.bellman.core.experience.Transitions;
import dev.bellman.core.policy.Policy;
import dev.bellman.core.random.Seeds;
import dev.bellman.core.space.Box;
import dev.bellman.core.training.Schedule;
import dev.bellman.core.training.Training;
import dev.bellman.core.training.TrainingListener;
import dev.bellman.envs.lqr.LinearQuadratic;
import dev.bellman.envs.lqr.LinearQuadraticEnvironment;
import dev.bellman.envs.lqr.Riccati;
import dev.bellman.envs.lqr.Start;
import dev.bellman.envs.wrapper.TimeLimit;
import dev.bellman.tensor.parallel.Workers;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Learners of continuous actions where all is known: linear dynamics and quadratic costs. */
class LinearQuadraticOracleTest {

  /**
   * The theorem, as the learners' own update has it: the states are two of the correlation that the
   * policy has, and at them the derivative of the critic by the action is that of the exact Q. All
   * numbers are small, so that the hyperbolic tangent is the identity.
   */
  private static final class Spring implements TransitionSource {
    private static final double SMALL = 1e-3;
    private static final double[] WEIGHTS = {-0.7, 0.2};
    private static final double[][] GAIN = {{0.7, -0.2}};
    private static final List<Integer> TWO = List.of(2);
    private static final Schedule HARDLY = Schedule.constant(1e-30);
    private static final Box ACTIONS = Box.uniform(1, -1, 1);

    private final LinearQuadratic system = LinearQuadratic.spring(0.95, 0.1, new Start.Normal(1));
    private final double[][] states;

    Spring() {
      double[][] sigma = Riccati.correlation(system, GAIN);
      double a = Math.sqrt(sigma[0][0]);
      double b = sigma[0][1] / a;
      double length = SMALL * Math.sqrt(2);
      states =
          new double[][] { // their mean square is SMALL²·Σ
            {length * a, length * b}, {0, length * Math.sqrt(sigma[1][1] - b * b)}
          };
    }

    @Override
    public void write(int rows, Transitions out) {
      for (int i = 0; i < rows; i++) {
        for (int j = 0; j < 2; j++) {
          out.observations().set(i, j, (float) states[i][j]);
          out.nextObservations().set(i, j, (float) states[i][j]);
        }
        out.actions().set(i, 0, 0);
        out.rewards().set(i, 0, 0);
        out.discounts().set(i, 0, 0);
      }
    }

    /** −∂Q/∂a at a = μ(s). */
    private double slope(double[] s) {
      double[][] h = Riccati.evaluate(system, GAIN).actionValue().matrix();
      double action = WEIGHTS[0] * s[0] + WEIGHTS[1] * s[1];
      return 2 * (h[2][0] * s[0] + h[2][1] * s[1] + h[2][2] * action);
    }

    /**
     * One unit for each state, which the other does not excite: unit k is 1 + slope·a at state k.
     */
    private void giveCritic(Parameters critic) {
      double determinant = states[0][0] * states[1][1] - states[0][1] * states[1][0];
      double[] first = {states[1][1] / determinant, -states[1][0] / determinant};
      double[] second = {-states[0][1] / determinant, states[0][0] / determinant};
      double[][] in = new double[3][2];
      for (int j = 0; j < 2; j++) {
        in[j][0] = first[j] - second[j];
        in[j][1] = second[j] - first[j];
      }
      in[2] = new double[] {slope(states[0]), slope(states[1])};
      int members = critic.all().getFirst().rows() / 3;
      for (Parameters.Parameter p : critic.all()) {
        int size = p.rows() * p.columns();
        for (int i = 0; i < size; i++) {
          int within = i % (size / members);
          critic.values()[p.at() + i] =
              switch (p.name()) {
                case "critic.0.weight" -> (float) in[within / 2][within % 2];
                case "critic.1.weight" -> -1;
                default -> 0;
              };
        }
      }
      critic.written();
    }

    /** The linear policy by units that are always on; its second output, if any, is log σ. */
    private void giveActor(Parameters actor) {
      for (Parameters.Parameter p : actor.all()) {
        for (int i = 0; i < p.rows() * p.columns(); i++) {
          int row = i / p.columns();
          int column = i % p.columns();
          actor.values()[p.at() + i] =
              (float)
                  switch (p.name()) {
                    case "actor.0.weight" -> row == column ? 1 : 0;
                    case "actor.0.bias" -> 1;
                    case "actor.1.weight" -> column == 0 ? WEIGHTS[row] : 0;
                    default -> column == 0 ? -WEIGHTS[0] - WEIGHTS[1] : Math.log(SMALL);
                  };
        }
      }
      actor.written();
    }

    /**
     * How far the gradient of a learner's first update is from Riccati's, in parts of its largest
     * element. The first layer's is that of the weights times the layer that follows.
     */
    double error(OffPolicyLearner learner, String critic) {
      Parameters policy = learner.parameters().get("policy");
      giveActor(policy);
      giveCritic(learner.parameters().get(critic));
      learner.update(this, 1);
      float[] moments = new float[policy.size()]; // a tenth of the gradient
      InMemoryState.of(learner).scope("policyAdam").get("firstMoments", moments);
      int at =
          policy.all().stream()
              .filter(p -> p.name().equals("actor.0.weight"))
              .findFirst()
              .orElseThrow()
              .at();
      double[] expected = Riccati.gradient(system, GAIN)[0]; // by K, which is minus the weights
      double largest = Math.max(Math.abs(expected[0]), Math.abs(expected[1]));
      assertThat(largest).isGreaterThan(0.1);
      double worst = 0;
      for (int i = 0; i < 4; i++) {
        double gradient = 10 * moments[at + i] / (SMALL * SMALL) / WEIGHTS[i % 2];
        worst = Math.max(worst, Math.abs(gradient - expected[i / 2]) / largest);
      }
      return worst;
    }
  }

  @Test
  void theDeterministicPolicyGradientsOfTheLearnersAreThatOfRiccati() {
    Spring spring = new Spring();
    Dpg.Config dpg =
        Variation.of(
            Dpg.Config.defaults(),
            Map.of(
                "environments", 2,
                "rolloutSteps", 1,
                "policyLearningRate", Spring.HARDLY,
                "criticLearningRate", Spring.HARDLY,
                "hidden", Spring.TWO));
    assertThat(spring.error(new Dpg(2, Spring.ACTIONS, dpg, Seeds.of(0)), "critic"))
        .as("dpg")
        .isLessThan(1e-4);

    Ddpg.Config ddpg =
        Variation.of(
            Ddpg.Config.defaults(),
            Map.of(
                "batchSize", 2,
                "policyLearningRate", Spring.HARDLY,
                "criticLearningRate", Spring.HARDLY,
                "criticDecay", 0.0,
                "hidden", Spring.TWO));
    assertThat(
            spring.error(new Ddpg(2, Spring.ACTIONS, ddpg, Seeds.of(0), Workers.of(1)), "critic"))
        .as("ddpg")
        .isLessThan(1e-4);

    Td3.Config td3 =
        Variation.of(
            Td3.Config.defaults(),
            Map.of(
                "batchSize",
                2,
                "learningRate",
                Spring.HARDLY,
                "policyDelay",
                1,
                "hidden",
                Spring.TWO));
    assertThat(spring.error(new Td3(2, Spring.ACTIONS, td3, Seeds.of(0), Workers.of(1)), "critics"))
        .as("td3")
        .isLessThan(1e-4);
  }

  /** What is left is the entropy's part, which is proportional to the temperature. */
  @Test
  void thatOfTheSoftLearnerComesNearAsItsTemperatureFalls() {
    double warm = soft(1e-2);
    double cold = soft(1e-3);
    assertThat(cold).isLessThan(2e-3);
    assertThat(warm / cold).isCloseTo(10, within(1.0));
  }

  private static double soft(double temperature) {
    Sac.Config config =
        Variation.of(
            Sac.Config.defaults(),
            Map.of(
                "batchSize",
                2,
                "learningRate",
                Spring.HARDLY,
                "temperature",
                temperature,
                "hidden",
                Spring.TWO));
    return new Spring()
        .error(new Sac(2, Spring.ACTIONS, config, Seeds.of(0), Workers.of(1)), "critics");
  }

  private static final double BOUND = 2;
  private static final double GAMMA = 0.9;

  /** One dimension that does not come to rest by itself; standing still costs 10 times x². */
  private static final LinearQuadratic POINT =
      new LinearQuadratic(
          new double[][] {{1}},
          new double[][] {{0.5}},
          new double[][] {{1}},
          new double[][] {{0.3}},
          GAMMA,
          0.02,
          new Start.Normal(1));

  /** Episodes are cut after five steps, so that most states are not at rest. */
  private static Environment<Box> point() {
    return new TimeLimit<>(new LinearQuadraticEnvironment(POINT, BOUND), 5);
  }

  enum Learner {
    DPG(180_000) {
      @Override
      Training on(Supplier<Environment<Box>> point, Seeds seeds) {
        Dpg.Config config =
            new Dpg.Config(
                32, 4, 4, new ActionNoise.Gaussian(0.3), FALLING, FALLING, GAMMA, HIDDEN);
        return Dpg.on(point, config, seeds, Workers.of(1));
      }
    },
    DDPG(24_000) {
      @Override
      Training on(Supplier<Environment<Box>> point, Seeds seeds) {
        Ddpg.Config config =
            new Ddpg.Config(
                REPLAY,
                new ActionNoise.OrnsteinUhlenbeck(0.15, 0.2, 1),
                FALLING,
                FALLING,
                0,
                64,
                GAMMA,
                0.01,
                HIDDEN);
        return Ddpg.on(point, config, seeds, Workers.of(1));
      }
    },
    TD3(24_000) {
      @Override
      Training on(Supplier<Environment<Box>> point, Seeds seeds) {
        Td3.Config config =
            new Td3.Config(
                REPLAY,
                new ActionNoise.Gaussian(0.3),
                FALLING,
                64,
                GAMMA,
                0.01,
                2,
                0.1,
                0.2,
                HIDDEN);
        return Td3.on(point, config, seeds, Workers.of(1));
      }
    },
    SAC(24_000) {
      @Override
      Training on(Supplier<Environment<Box>> point, Seeds seeds) {
        Sac.Config config =
            new Sac.Config(
                REPLAY, FALLING, Schedule.constant(0), 64, GAMMA, 0.01, COLD, -1, HIDDEN);
        return Sac.on(point, config, seeds, Workers.of(1));
      }
    },
    ON_POLICY_SAC(180_000) {
      @Override
      Training on(Supplier<Environment<Box>> point, Seeds seeds) {
        OnPolicySac.Config config = new OnPolicySac.Config(32, 4, 4, FALLING, GAMMA, COLD, HIDDEN);
        return OnPolicySac.on(point, config, seeds, Workers.of(1));
      }
    },
    NAF(24_000) {
      @Override
      Training on(Supplier<Environment<Box>> point, Seeds seeds) {
        Naf.Config config =
            new Naf.Config(
                REPLAY, new ActionNoise.Gaussian(0.3), FALLING, 64, GAMMA, 0.01, 1, HIDDEN);
        return Naf.on(point, config, seeds, Workers.of(1));
      }
    };

    private static final OffPolicy.Config REPLAY = new OffPolicy.Config(1, 100_000, 500, 1, 1);
    private static final Schedule FALLING = Schedule.linear(3e-3);
    private static final List<Integer> HIDDEN = List.of(64, 64);

    /** With quadratic values the optimum with entropy has the same mean, whatever α. */
    private static final double COLD = 0.05;

    final long steps;

    Learner(long steps) {
      this.steps = steps;
    }

    abstract Training on(Supplier<Environment<Box>> point, Seeds seeds);
  }

  /** The discounted return from {@code x}, without noise. */
  private static double episode(Policy policy, double x) {
    float[] action = new float[1];
    double sum = 0;
    double discount = 1;
    double position = x;
    for (int t = 0; t < 150; t++) {
      policy.act(new float[] {(float) position}, 1, action);
      double u = action[0];
      sum += discount * -(position * position + 0.3 * u * u);
      position += 0.5 * u;
      discount *= GAMMA;
    }
    return sum;
  }

  /**
   * The cost of the learned policy, over starts within two deviations, is at most 5 % more than the
   * least there is, and its gain between −½ and ½ is Riccati's within a fifth, which costs less.
   */
  @ParameterizedTest
  @EnumSource
  void theOptimumOfRiccatiIsLearned(Learner learner) {
    Riccati.Optimum optimum = Riccati.solve(POINT);
    double p = optimum.value().matrix()[0][0];
    double k = optimum.gain()[0][0];

    Training training = learner.on(LinearQuadraticOracleTest::point, Seeds.of(4));
    training.train(learner.steps, TrainingListener.NONE);
    Policy policy = training.greedy();

    double learned = 0;
    double best = 0;
    for (double x : new double[] {-1.4, -0.9, -0.4, 0.4, 0.9, 1.4}) {
      learned += episode(policy, x);
      best -= p * x * x;
    }
    float[] ends = new float[2];
    policy.act(new float[] {-0.5f, 0.5f}, 2, ends);
    double cost = learned / best;
    double gain = ends[0] - ends[1];
    assertThat(cost).as("cost by the least cost; gain %s of %s", gain, k).isBetween(0.99, 1.05);
    assertThat(gain).isCloseTo(k, within(0.2 * k));
  }
}
