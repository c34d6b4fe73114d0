package dev.bellman.algorithms.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.bellman.algorithms.loop.OffPolicy;
import dev.bellman.algorithms.network.DeterministicActor;
import dev.bellman.autograd.Gradient;
import dev.bellman.autograd.Parameters;
import dev.bellman.autograd.Program;
import dev.bellman.autograd.op.Var;
import dev.bellman.core.environment.Environment;
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
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Learners of continuous actions where all is known: linear dynamics and quadratic costs. */
class LinearQuadraticOracleTest {

  /**
   * The theorem, with the actor of the learners and their loss: the states are those of the
   * correlation that the policy has, the critic is exact. States are small, so that the actor's
   * hyperbolic tangent is the identity but for a part of SMALL².
   */
  @Test
  void theDeterministicPolicyGradientWithTheExactCriticIsThatOfRiccati() {
    double small = 1e-3;
    LinearQuadratic spring = LinearQuadratic.spring(0.95, 0.1, new Start.Normal(1));
    double[][] gain = {{0.7, -0.2}};
    double[][] sigma = Riccati.correlation(spring, gain);
    double a = Math.sqrt(sigma[0][0]);
    double b = sigma[0][1] / a;
    double[][] root = {{a, 0}, {b, Math.sqrt(sigma[1][1] - b * b)}}; // Σ = root·rootᵀ

    Parameters policy = new Parameters("policy");
    DeterministicActor mu =
        new DeterministicActor(policy, 2, 1, List.of(), Seeds.of(0).stream("actor"));
    System.arraycopy(new float[] {-0.7f, 0.2f, 0}, 0, policy.values(), 0, 3);
    policy.written();
    Parameters exact = new Parameters("exact");
    Var h = exact.add("h", 3, 3).variable();
    double[][] matrix = Riccati.evaluate(spring, gain).actionValue().matrix();
    for (int i = 0; i < 9; i++) {
      exact.values()[i] = (float) matrix[i / 3][i % 3];
    }
    exact.written();
    Var s = Var.input("observation", 2);
    Var z = Var.concat(s, mu.at(s));
    Var actorLoss = z.matmul(h).times(z).sumColumns().mean(); // −Q(s, μ(s)), but for a constant
    Var gradient = Gradient.of(actorLoss, policy.variables()).getFirst();
    Program program = Program.of(gradient);
    program.prepare(2);
    for (int i = 0; i < 2; i++) {
      for (int j = 0; j < 2; j++) {
        program.region(s).set(i, j, (float) (small * Math.sqrt(2) * root[j][i]));
      }
    }
    program.run();

    double[][] expected = Riccati.gradient(spring, gain); // by K, which is minus the weights
    double largest = Math.max(Math.abs(expected[0][0]), Math.abs(expected[0][1]));
    assertThat(largest).isGreaterThan(0.1);
    for (int j = 0; j < 2; j++) {
      assertThat(program.region(gradient).get(j, 0) / (small * small))
          .isCloseTo(expected[0][j], within(1e-4 * largest));
    }
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
