package dev.bellman.algorithms.offline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellman.algorithms.learner.Normalizer.Observations;
import dev.bellman.algorithms.policy.Sac;
import dev.bellman.core.environment.Environment;
import dev.bellman.core.experience.Dataset;
import dev.bellman.core.experience.DatasetBuilder;
import dev.bellman.core.random.Pcg64;
import dev.bellman.core.random.Seeds;
import dev.bellman.core.space.Box;
import dev.bellman.core.space.Space;
import dev.bellman.core.training.Configuration;
import dev.bellman.core.training.Evaluation;
import dev.bellman.core.training.Schedule;
import dev.bellman.core.training.Training;
import dev.bellman.envs.Environments;
import dev.bellman.envs.dataset.DatasetStatistics;
import dev.bellman.tensor.parallel.Workers;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What was learned from data is not lost when the first steps are taken in the world. */
class FineTuningTest {
  private static final long UPDATES = 2000;
  private static final long STEPS = 1000;
  private static final Schedule RATE = Schedule.constant(1e-3);
  private static final List<Integer> HIDDEN = List.of(64, 64);
  private static final Seeds SEEDS = Seeds.of(0);
  private static final Supplier<Environment<Space>> PENDULUM =
      () -> Environments.make("Pendulum-v1", Space.class);
  private static final Supplier<Environment<Box>> PENDULUM_OF_BOX =
      () -> Environments.make("Pendulum-v1", Box.class);

  private static final Dataset DATA = swings(10_000);
  private static final double OF_THE_DATA = DatasetStatistics.of(DATA).returnMean();

  private static final Map<String, Object> SETTINGS =
      Map.of(
          "onlineSteps",
          STEPS,
          "observations",
          Observations.STANDARDIZED,
          "learningRate",
          RATE,
          "temperature",
          30.0,
          "hidden",
          HIDDEN);

  @Test
  void awacGoesOnWhereItWas() {
    Awac.Config config = Configuration.with(Awac.Config.defaults(), SETTINGS);
    requireNoCollapse(Awac.on(Optional.of(DATA), PENDULUM, config, SEEDS, Workers.of(1)));
  }

  @Test
  void iqlGoesOnWhereItWas() {
    Iql.Config constant =
        Configuration.with(Iql.Config.defaults(), Map.of("policyLearningRate", RATE));
    Iql.Config config = Configuration.with(constant, SETTINGS);
    requireNoCollapse(Iql.on(Optional.of(DATA), PENDULUM, config, SEEDS, Workers.of(1)));
  }

  /** From the same data, SAC begins its steps far below them: what the others avoid is real. */
  @Test
  void sacCollapses() {
    Sac.Config sac =
        Configuration.with(Sac.Config.defaults(), Map.of("learningRate", RATE, "hidden", HIDDEN));
    var config =
        new BcRegularized.Config(STEPS, sac, new Regularization.None(), Observations.STANDARDIZED);
    Training training =
        BcRegularized.on(Optional.of(DATA), PENDULUM_OF_BOX, config, SEEDS, Workers.of(1));
    advance(training, UPDATES);
    assertThat(returns(training)).isLessThan(OF_THE_DATA - 300);
  }

  private static void requireNoCollapse(Training training) {
    advance(training, UPDATES);
    assertThat(returns(training)).isGreaterThan(OF_THE_DATA);
    for (long step = 250; step <= STEPS; step += 250) {
      advance(training, UPDATES + step);
      assertThat(returns(training)).as("after %d steps", step).isGreaterThan(OF_THE_DATA);
    }
  }

  private static void advance(Training training, long steps) {
    while (training.steps() < steps && training.advance(UPDATES + STEPS)) {}
  }

  private static double returns(Training training) {
    return Evaluation.of(training.greedy(), PENDULUM, 20, SEEDS).mean();
  }

  /** Steps of a hand that swings the pendulum up and holds it, a tenth of them at random. */
  private static Dataset swings(int steps) {
    Environment<Space> world = PENDULUM.get();
    Pcg64 random = SEEDS.stream("hand");
    DatasetBuilder builder =
        new DatasetBuilder(
            new Dataset.Origin(
                "Pendulum-v1", world.observationSpace(), world.actionSpace(), "an unsteady hand"));
    float[] s = new float[3];
    float[] a = new float[1];
    world.reset(SEEDS.key("world", 0), s, 0);
    while (builder.steps() < steps) {
      builder.begin(s);
      boolean over = false;
      while (!over) {
        a[0] = (float) (random.uniform(0, 1) < 0.1 ? random.uniform(-2, 2) : swing(s));
        double reward = world.step(a, 0, s, 0);
        builder.step(a, reward, world.terminated(), world.truncated(), s);
        over = world.terminated() || world.truncated();
      }
      world.reset(s, 0);
    }
    return builder.build();
  }

  /** Towards the energy of standing upright, and near there against angle and velocity. */
  private static double swing(float[] s) {
    double angle = Math.atan2(s[1], s[0]);
    double energy = s[2] * s[2] / 6 + 5 * s[0];
    double torque = s[0] > 0.9 ? -10 * angle - 2 * s[2] : Math.copySign(2, (5 - energy) * s[2]);
    return Math.clamp(torque, -2, 2);
  }
}
