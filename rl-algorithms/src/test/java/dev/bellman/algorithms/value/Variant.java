package dev.bellman.algorithms.value;

import dev.bellman.algorithms.Variation;
import dev.bellman.algorithms.loop.OffPolicy;
import dev.bellman.algorithms.loop.OffPolicyLearner;
import dev.bellman.autograd.Parameters;
import dev.bellman.autograd.Program;
import dev.bellman.autograd.op.Var;
import dev.bellman.core.environment.Environment;
import dev.bellman.core.random.Seeds;
import dev.bellman.core.space.Discrete;
import dev.bellman.core.training.Schedule;
import dev.bellman.core.training.Training;
import dev.bellman.tensor.parallel.Workers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The learners of action values, DQN also with each of its options alone. */
public enum Variant {
  DQN(Map.of()),
  N_STEP(Map.of("nStep", 3)),
  PRIORITIZED(Map.of("sampling", Sampling.Prioritized.defaults())),
  DUELING(Map.of("head", QNetwork.Head.DUELING)),
  SQUARED(Map.of("loss", ValueLoss.SQUARED)),
  POLYAK(Map.of("tau", 0.05, "targetPeriod", 1)),
  DOUBLE_DQN(Map.of()),
  TWO_NETWORK_DOUBLE_DQN(Map.of()),
  FQI(Map.of());

  private final Map<String, ?> option;

  Variant(Map<String, ?> option) {
    this.option = option;
  }

  /** What all of them have in common, whatever their configurations are called. */
  public record Settings(
      OffPolicy.Config experience,
      Schedule epsilon,
      Schedule learningRate,
      int batchSize,
      double gamma,
      int targetPeriod,
      List<Integer> hidden) {}

  private <C extends Record> C config(C defaults, Settings s, Map<String, ?> own) {
    Map<String, Object> all =
        new HashMap<>(
            Map.of(
                "experience",
                s.experience,
                "epsilon",
                s.epsilon,
                "learningRate",
                s.learningRate,
                "batchSize",
                s.batchSize,
                "gamma",
                s.gamma,
                "hidden",
                s.hidden));
    all.putAll(own);
    all.putAll(option);
    return Variation.of(defaults, all);
  }

  private Dqn.Config dqn(Settings s) {
    return config(Dqn.Config.defaults(), s, Map.of("targetPeriod", s.targetPeriod));
  }

  private TwoNetworkDoubleDqn.Config two(Settings s) {
    return config(TwoNetworkDoubleDqn.Config.defaults(), s, Map.of("targetPeriod", s.targetPeriod));
  }

  private FittedQIteration.Config fqi(Settings s) {
    return config(
        FittedQIteration.Config.defaults(), s, Map.of("iterationUpdates", s.targetPeriod));
  }

  /** A learner. */
  public OffPolicyLearner learner(
      int observationSize, Discrete actions, Settings s, Seeds seeds, Workers workers) {
    return switch (this) {
      case DOUBLE_DQN -> DoubleDqn.learner(observationSize, actions, dqn(s), seeds, workers);
      case TWO_NETWORK_DOUBLE_DQN ->
          new TwoNetworkDoubleDqn(observationSize, actions, two(s), seeds, workers);
      case FQI -> FittedQIteration.learner(observationSize, actions, fqi(s), seeds, workers);
      default -> new Dqn(observationSize, actions, dqn(s), seeds, workers);
    };
  }

  /** A training. */
  public Training training(Supplier<Environment<Discrete>> environment, Settings s, Seeds seeds) {
    Workers workers = Workers.of(1);
    return switch (this) {
      case DOUBLE_DQN -> DoubleDqn.on(environment, dqn(s), seeds, workers);
      case TWO_NETWORK_DOUBLE_DQN -> TwoNetworkDoubleDqn.on(environment, two(s), seeds, workers);
      case FQI -> FittedQIteration.on(environment, fqi(s), seeds, workers);
      default -> Dqn.on(environment, dqn(s), seeds, workers);
    };
  }

  /** The names of the networks that learn; the others are their targets. */
  public List<String> networks() {
    return this == TWO_NETWORK_DOUBLE_DQN ? List.of("networkA", "networkB") : List.of("network");
  }

  /** The name of the target of such a network. */
  public static String target(String network) {
    return network.replace("network", "target");
  }

  /** What it is called in messages. */
  public String algorithm() {
    return switch (this) {
      case DOUBLE_DQN -> "double-dqn";
      case TWO_NETWORK_DOUBLE_DQN -> "two-network-double-dqn";
      case FQI -> "fqi";
      default -> "dqn";
    };
  }

  /** Q of a network, [rows, actions]. */
  public float[] values(
      Parameters network, int actions, List<Integer> hidden, int rows, float... observations) {
    Parameters copy = new Parameters(network.name());
    QNetwork.Head head = this == DUELING ? QNetwork.Head.DUELING : QNetwork.Head.PLAIN;
    int size = observations.length / rows;
    QNetwork q = new QNetwork(copy, size, actions, hidden, head, Seeds.of(0).stream("overwritten"));
    copy.copyFrom(network);
    Var observation = Var.input("observation", size);
    Var values = q.apply(observation);
    Program program = Program.of(values);
    program.prepare(rows);
    program.region(observation).copyFrom(observations, 0, rows);
    program.run();
    float[] out = new float[rows * actions];
    program.region(values).copyTo(out, 0);
    return out;
  }
}
