package dev.bellman.algorithms.model;

import dev.bellman.algorithms.Variation;
import dev.bellman.algorithms.loop.OffPolicy;
import dev.bellman.algorithms.loop.OffPolicyLearner;
import dev.bellman.algorithms.model.DynamicsModel.Head;
import dev.bellman.algorithms.model.DynamicsModel.Rewards;
import dev.bellman.algorithms.model.DynamicsModel.Terminations;
import dev.bellman.algorithms.model.Imagination.FirstAction;
import dev.bellman.algorithms.policy.Naf;
import dev.bellman.algorithms.policy.Sac;
import dev.bellman.algorithms.policy.Td3;
import dev.bellman.algorithms.value.Dqn;
import dev.bellman.core.experience.ReplayBuffer;
import dev.bellman.core.random.Seeds;
import dev.bellman.core.space.Box;
import dev.bellman.core.space.Discrete;
import dev.bellman.core.training.Schedule;
import dev.bellman.core.training.Training;
import dev.bellman.envs.Environments;
import dev.bellman.tensor.parallel.Workers;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The algorithms that learn a model, small. */
enum Learners {
  DYNA,
  MBA,
  MVE,
  MBPO,
  PETS;

  static final Box BOX = Box.uniform(1, -1, 1);
  static final Discrete CHOICES = new Discrete(2);

  /** Several fits in a few hundred steps. */
  static DynamicsModel.Config model(int width) {
    return new DynamicsModel.Config(
        3,
        2,
        Head.PROBABILISTIC,
        Rewards.LEARNED,
        Terminations.LEARNED,
        List.of(width, width),
        3e-3,
        1e-4,
        32,
        0.2,
        1,
        4,
        60);
  }

  private static Map<String, ?> base(int width, OffPolicy.Config experience) {
    return Map.of(
        "experience",
        experience,
        "learningRate",
        Schedule.linear(3e-3),
        "batchSize",
        24,
        "hidden",
        List.of(width, width));
  }

  private static Dyna.Config dyna(int width, DynamicsModel.Config model) {
    Map<String, ?> base = base(width, new OffPolicy.Config(1, 150, 20, 2, 1));
    return new Dyna.Config(
        Variation.of(Dqn.Config.defaults(), base),
        model,
        new Imagination.Config(30, FirstAction.SEEN, 1, 3, 50, 200, 2),
        2);
  }

  private static Mba.Config mba(int width, DynamicsModel.Config model) {
    Map<String, ?> base = base(width, new OffPolicy.Config(1, 150, 20, 2, 1));
    return new Mba.Config(
        Variation.of(Naf.Config.defaults(), base),
        model,
        new Imagination.Config(30, FirstAction.SEEN, 1, 1, 0, 1, 2),
        0.5);
  }

  private static Mve.Config mve(int width, DynamicsModel.Config model) {
    Map<String, ?> base = base(width, new OffPolicy.Config(1, 150, 20, 2, 1));
    return new Mve.Config(Variation.of(Td3.Config.defaults(), base), model, 2, true);
  }

  private static Mbpo.Config mbpo(int width, DynamicsModel.Config model) {
    Map<String, ?> base = base(width, new OffPolicy.Config(2, 150, 20, 1, 1));
    return new Mbpo.Config(
        Variation.of(Sac.Config.defaults(), base),
        model,
        new Imagination.Config(30, FirstAction.POLICY, 1, 3, 50, 200, 2),
        0.25);
  }

  private static Pets.Config pets(DynamicsModel.Config model) {
    return new Pets.Config(
        new OffPolicy.Config(2, 150, 20, 1, 1),
        model,
        new Cem(12, 3, 2, 0.1, 0),
        3,
        4,
        Pets.Propagation.TS1,
        0.9);
  }

  String algorithm() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** A training of networks of this width. */
  Training training(int width, int threads) {
    Workers workers = Workers.of(threads);
    Seeds seeds = Seeds.of(4);
    return switch (this) {
      case DYNA ->
          Dyna.on(
              () -> Environments.make("CartPole-v1", Discrete.class),
              dyna(width, model(width)),
              seeds,
              workers);
      case MBA ->
          Mba.on(
              () -> Environments.make("Pendulum-v1", Box.class),
              mba(width, model(width)),
              seeds,
              workers);
      case MVE ->
          Mve.on(
              () -> Environments.make("Pendulum-v1", Box.class),
              mve(width, model(width)),
              seeds,
              workers);
      case MBPO ->
          Mbpo.on(
              () -> Environments.make("Pendulum-v1", Box.class),
              mbpo(width, model(width)),
              seeds,
              workers);
      case PETS ->
          Pets.on(
              () -> Environments.make("LQR-v0", Map.of("maxSteps", "30"), Box.class),
              pets(model(width)),
              seeds,
              workers);
    };
  }

  /** A learner with this data. */
  OffPolicyLearner learner(ReplayBuffer buffer, DynamicsModel.Config model) {
    Workers workers = Workers.of(1);
    Seeds seeds = Seeds.of(4);
    return switch (this) {
      case DYNA -> new Dyna(buffer, CHOICES, dyna(8, model), Optional.empty(), seeds, workers);
      case MBA -> new Mba(buffer, BOX, mba(8, model), Optional.empty(), seeds, workers);
      case MVE -> new Mve(buffer, BOX, mve(8, model), seeds, workers);
      case MBPO -> new Mbpo(buffer, BOX, mbpo(8, model), Optional.empty(), seeds, workers);
      case PETS -> new Pets(buffer, BOX, pets(model), Optional.empty(), seeds, workers);
    };
  }
}
