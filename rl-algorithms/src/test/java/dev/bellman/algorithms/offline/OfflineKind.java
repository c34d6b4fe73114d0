package dev.bellman.algorithms.offline;

import dev.bellman.algorithms.Variation;
import dev.bellman.algorithms.learner.Normalizer.Observations;
import dev.bellman.algorithms.policy.Ddpg;
import dev.bellman.algorithms.policy.Sac;
import dev.bellman.algorithms.policy.Td3;
import dev.bellman.algorithms.value.Dqn;
import dev.bellman.algorithms.value.FittedQIteration;
import dev.bellman.core.environment.Environment;
import dev.bellman.core.experience.Dataset;
import dev.bellman.core.experience.DatasetBuilder;
import dev.bellman.core.random.Pcg64;
import dev.bellman.core.random.Seeds;
import dev.bellman.core.space.Box;
import dev.bellman.core.space.Discrete;
import dev.bellman.core.space.Space;
import dev.bellman.core.training.Schedule;
import dev.bellman.core.training.Training;
import dev.bellman.envs.Environments;
import dev.bellman.tensor.parallel.Workers;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The offline learners, on CartPole or, where their name says so or they need it, on Pendulum. */
enum OfflineKind {
  BC("bc", false),
  BC_BOX("bc", true),
  ONE_STEP_AC("one-step-ac", false),
  ONE_STEP_AC_BOX("one-step-ac", true),
  FITTED_SARSA("fitted-sarsa", false),
  FQI("fqi", false),
  DISCRETE_CQL("discrete-cql", false),
  DISCRETE_CQL_UNIFORM("discrete-cql", false),
  DDQN_BC("ddqn-bc", false),
  TD3_BC("td3", true),
  DDPG_BC("ddpg", true),
  SAC_BC("sac", true),
  CQL("cql", true),
  REVERSE_KL("kl", false),
  FORWARD_KL_BOX("kl", true),
  AWR("awr", false),
  AWR_BOX("awr", true),
  AWAC("awac", false),
  AWAC_BOX("awac", true),
  IQL("iql", false),
  IQL_BOX("iql", true);

  private static final int BATCH = 24;
  private static final Schedule RATE = Schedule.linear(3e-3);

  /** What messages call it. */
  final String algorithm;

  private final boolean box;

  OfflineKind(String algorithm, boolean box) {
    this.algorithm = algorithm;
    this.box = box;
  }

  /** Whether steps of an environment may follow. */
  boolean canGoOnline() {
    return switch (this) {
      case TD3_BC, DDPG_BC, SAC_BC, AWR, AWR_BOX, AWAC, AWAC_BOX, IQL, IQL_BOX -> true;
      default -> false;
    };
  }

  private String environment() {
    return box ? "Pendulum-v1" : "CartPole-v1";
  }

  private <A extends Space> Supplier<Environment<A>> world(Class<A> actions) {
    return () -> Environments.make(environment(), actions);
  }

  /** So many steps of actions that were drawn uniformly; the last episode is cut. */
  Dataset data(int steps) {
    return data(steps, 1);
  }

  /** The same with rewards times {@code factor}. */
  Dataset data(int steps, double factor) {
    Environment<?> world = Environments.make(environment());
    int n = world.observationSpace().size();
    DatasetBuilder builder =
        new DatasetBuilder(
            new Dataset.Origin(
                environment(), world.observationSpace(), world.actionSpace(), "uniform"));
    Pcg64 random = Pcg64.of(9);
    float[] observation = new float[n];
    world.reset(9, observation, 0);
    builder.begin(observation);
    for (int i = 0; i < steps; i++) {
      float[] action = {box ? (float) random.uniform(-2, 2) : random.integers(2)};
      double reward = world.step(action, 0, observation, 0);
      builder.step(action, factor * reward, world.terminated(), world.truncated(), observation);
      if (world.terminated() || world.truncated()) {
        world.reset(observation, 0);
        builder.begin(observation);
      }
    }
    return builder.build();
  }

  private static Map<String, ?> base(int width) {
    return Map.of(
        "learningRate", RATE, "batchSize", BATCH, "gamma", 0.9, "hidden", List.of(width, width));
  }

  private static Dqn.Config dqn(int width) {
    return Variation.of(Variation.of(Dqn.Config.defaults(), base(width)), "targetPeriod", 5);
  }

  private static Sac.Config sac(int width) {
    return Variation.of(Sac.Config.defaults(), base(width));
  }

  /** A training of networks of this width, whose last steps are of the environment. */
  Training training(Optional<Dataset> data, long onlineSteps, int width, int threads) {
    Seeds seeds = Seeds.of(4);
    Workers workers = Workers.of(threads);
    Supplier<Environment<Space>> world = world(Space.class);
    Map<String, ?> base = base(width);
    return switch (this) {
      case BC, BC_BOX -> {
        BehaviorCloning.Config config = Variation.of(BehaviorCloning.Config.defaults(), base);
        yield BehaviorCloning.on(
            data, world, Variation.of(config, "fraction", 0.5), seeds, workers);
      }
      case ONE_STEP_AC, ONE_STEP_AC_BOX -> {
        OneStepActorCritic.Config config = Variation.of(OneStepActorCritic.Config.defaults(), base);
        yield OneStepActorCritic.on(
            data, world, Variation.of(config, "cloningUpdates", 70L), seeds, workers);
      }
      case REVERSE_KL ->
          KlConstrained.on(data, world, kl(Divergence.REVERSE, base), seeds, workers);
      case FORWARD_KL_BOX ->
          KlConstrained.on(data, world, kl(Divergence.FORWARD, base), seeds, workers);
      case AWR, AWR_BOX -> {
        Awr.Config config = Variation.of(Awr.Config.defaults(), base);
        Map<String, ?> online =
            Map.of("onlineSteps", onlineSteps, "iterationSteps", 30, "iterationUpdates", 7);
        yield Awr.on(data, world, Variation.of(config, online), seeds, workers);
      }
      case AWAC, AWAC_BOX -> {
        Awac.Config config = Variation.of(Awac.Config.defaults(), base);
        yield Awac.on(
            data, world, Variation.of(config, "onlineSteps", onlineSteps), seeds, workers);
      }
      case IQL, IQL_BOX -> {
        Iql.Config config = Variation.of(Iql.Config.defaults(), base);
        Map<String, ?> own =
            Map.of("onlineSteps", onlineSteps, "observations", Observations.STANDARDIZED);
        yield Iql.on(data, world, Variation.of(config, own), seeds, workers);
      }
      case FITTED_SARSA, FQI, DISCRETE_CQL, DISCRETE_CQL_UNIFORM, DDQN_BC ->
          ofChoices(data, world(Discrete.class), width, seeds, workers);
      case TD3_BC, DDPG_BC, SAC_BC, CQL ->
          ofBox(data, world(Box.class), onlineSteps, width, seeds, workers);
    };
  }

  private static KlConstrained.Config kl(Divergence divergence, Map<String, ?> base) {
    return Variation.of(
        Variation.of(KlConstrained.Config.of(divergence), base), "cloningUpdates", 70L);
  }

  private Training ofChoices(
      Optional<Dataset> data,
      Supplier<Environment<Discrete>> world,
      int width,
      Seeds seeds,
      Workers workers) {
    return switch (this) {
      case FITTED_SARSA -> {
        FittedSarsa.Config config = Variation.of(FittedSarsa.Config.defaults(), base(width));
        Map<String, ?> periods = Map.of("regressionUpdates", 9, "evaluationRegressions", 3);
        yield FittedSarsa.on(data, world, Variation.of(config, periods), seeds, workers);
      }
      case FQI -> {
        FittedQIteration.Config config =
            Variation.of(FittedQIteration.Config.defaults(), base(width));
        yield OfflineFqi.on(
            data, world, Variation.of(config, "iterationUpdates", 9), seeds, workers);
      }
      case DISCRETE_CQL, DISCRETE_CQL_UNIFORM -> {
        DiscretePessimism pessimism =
            this == DISCRETE_CQL ? DiscretePessimism.LOG_SUM_EXP : DiscretePessimism.UNIFORM;
        DiscreteCql.Config config =
            new DiscreteCql.Config(dqn(width), pessimism, 0.5, Observations.STANDARDIZED);
        yield DiscreteCql.on(data, world, config, seeds, workers);
      }
      case DDQN_BC -> {
        CrossEntropyRegularized.Config config =
            new CrossEntropyRegularized.Config(dqn(width), 0.5, Observations.STANDARDIZED);
        yield CrossEntropyRegularized.on(data, world, config, seeds, workers);
      }
      default -> throw new AssertionError(this);
    };
  }

  private Training ofBox(
      Optional<Dataset> data,
      Supplier<Environment<Box>> world,
      long onlineSteps,
      int width,
      Seeds seeds,
      Workers workers) {
    Regularization cloning = new Regularization.Cloning(2.5);
    return switch (this) {
      case TD3_BC -> {
        Td3.Config td3 = Variation.of(Td3.Config.defaults(), base(width));
        BcRegularized.Config config =
            new BcRegularized.Config(onlineSteps, td3, cloning, Observations.STANDARDIZED);
        yield BcRegularized.on(data, world, config, seeds, workers);
      }
      case DDPG_BC -> {
        Ddpg.Config ddpg =
            Variation.of(
                Ddpg.Config.defaults(),
                Map.of("batchSize", BATCH, "hidden", List.of(width, width)));
        BcRegularized.Config config =
            new BcRegularized.Config(onlineSteps, ddpg, cloning, Observations.RAW);
        yield BcRegularized.on(data, world, config, seeds, workers);
      }
      case SAC_BC -> {
        BcRegularized.Config config =
            new BcRegularized.Config(onlineSteps, sac(width), cloning, Observations.STANDARDIZED);
        yield BcRegularized.on(data, world, config, seeds, workers);
      }
      case CQL -> {
        Cql.Config config =
            new Cql.Config(
                sac(width), new Pessimism.LogSumExp(3), 2, RATE, 1, Observations.STANDARDIZED);
        yield Cql.on(data, world, config, seeds, workers);
      }
      default -> throw new AssertionError(this);
    };
  }
}
