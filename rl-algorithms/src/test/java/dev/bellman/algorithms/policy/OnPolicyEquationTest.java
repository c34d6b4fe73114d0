package dev.bellman.algorithms.policy;

import dev.bellman.algorithms.Fixture;
import dev.bellman.algorithms.Variation;
import dev.bellman.algorithms.loop.OnPolicyLearner;
import dev.bellman.autograd.Parameters;
import dev.bellman.core.checkpoint.InMemoryState;
import dev.bellman.core.experience.Rollout;
import dev.bellman.core.random.Seeds;
import dev.bellman.core.space.Box;
import dev.bellman.core.space.Discrete;
import dev.bellman.core.space.Space;
import dev.bellman.core.training.Schedule;
import dev.bellman.tensor.parallel.Workers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Losses, gradients (by the optimizer's moments) and steps of three updates against PyTorch in
 * double precision: on_policy.py beside the fixtures says how they were made.
 */
class OnPolicyEquationTest {
  private static final int UPDATES = 3;
  private static final double LEARNING_RATE = 1e-2;
  private static final double LAMBDA = 0.8;

  private OnPolicyFixture fixture;

  @ParameterizedTest
  @CsvSource({
    "actor-critic, discrete",
    "actor-critic, box",
    "a2c, discrete",
    "a2c, box",
    "off-policy-pg, discrete",
    "off-policy-pg, box",
    "off-policy-pg-truncated, discrete",
    "off-policy-pg-truncated, box",
    "ppo-kl, discrete",
    "ppo-kl, box",
    "ppo-kl-clipped, discrete",
    "ppo-kl-clipped, box"
  })
  void updates_are_those_of_pytorch(String name, String kind) {
    fixture = new OnPolicyFixture(name + "-" + kind);
    for (int updates = 1; updates <= UPDATES; updates++) {
      OnPolicyLearner learner = learner(name, kind, updates);
      fixture.begin(learner.parameters());
      Rollout rollout = fixture.rollout(kind.equals("box") ? 2 : 1);
      do { // where all updates are epochs of one rollout, once
        learner.update(rollout, 1);
      } while (learner.updates() < updates);

      fixture.requireMetrics(updates, learner.metrics(), metrics(name));
      fixture.requireNetworks(updates, learner.parameters(), LEARNING_RATE);
      for (String network : learner.parameters().keySet()) {
        requireMoments(name, network, learner, updates);
      }
    }
  }

  /** After one update squares are (1 − α)·g², and RMSProp went against the sign of g. */
  @ParameterizedTest
  @ValueSource(strings = {"discrete", "box"})
  void the_gradient_of_a2c_is_that_of_pytorch(String kind) {
    fixture = new OnPolicyFixture("a2c-" + kind);
    OnPolicyLearner a2c = learner("a2c", kind, 1);
    fixture.begin(a2c.parameters());
    Parameters agent = a2c.parameters().get("agent");
    float[] before = agent.values().clone();
    a2c.update(fixture.rollout(kind.equals("box") ? 2 : 1), 1);

    float[] gradient = new float[agent.size()];
    InMemoryState.of(a2c).scope("rmsProp").get("squares", gradient);
    for (int i = 0; i < gradient.length; i++) {
      double size = Math.sqrt(gradient[i] / (1 - 0.99));
      gradient[i] = (float) Math.copySign(size, before[i] - agent.values()[i]);
    }
    double[] expected = fixture.network("expected.gradient.agent", agent); // as clipped
    Fixture.requireGradient("gradient of agent", gradient, 1, expected);
  }

  private OnPolicyLearner learner(String name, String kind, int epochs) {
    Space actions = kind.equals("box") ? Box.uniform(2, -1, 1) : new Discrete(3);
    Seeds seeds = Seeds.of(0);
    Workers workers = Workers.of(1);
    Map<String, Object> given = new HashMap<>();
    given.put("environments", OnPolicyFixture.ENVIRONMENTS);
    given.put("rolloutSteps", OnPolicyFixture.STEPS);
    given.put("learningRate", Schedule.constant(LEARNING_RATE));
    given.put("gamma", 0.9);
    given.put("hidden", List.of(5, 4));
    switch (name) {
      case "actor-critic" -> {
        given.put("advantage", new Advantage.Gae(LAMBDA));
        given.put("criticLearningRate", Schedule.constant(LEARNING_RATE));
        var config = Variation.of(ActorCritic.Config.defaults(), given);
        return new ActorCritic(OnPolicyFixture.OBSERVATION, actions, config, seeds, workers);
      }
      case "a2c" -> {
        given.put("lambda", LAMBDA);
        given.put("entropyCoefficient", 0.05);
        given.put("valueCoefficient", 0.7);
        var config = Variation.of(A2c.Config.defaults(), given);
        return new A2c(OnPolicyFixture.OBSERVATION, actions, config, seeds, workers);
      }
      default -> {}
    }
    given.put("epochs", epochs);
    given.put("minibatches", 1);
    if (name.startsWith("off-policy-pg")) {
      given.put("advantage", new Advantage.Gae(LAMBDA));
      given.put("maxRatio", name.endsWith("truncated") ? 1.1 : Double.POSITIVE_INFINITY);
      var config = Variation.of(OffPolicyPolicyGradient.Config.defaults(), given);
      return new OffPolicyPolicyGradient(
          OnPolicyFixture.OBSERVATION, actions, config, seeds, workers);
    }
    given.put("lambda", LAMBDA);
    given.put("penalty", 0.7);
    given.put("clip", Schedule.constant(name.endsWith("clipped") ? 0.2 : Double.POSITIVE_INFINITY));
    var config = Variation.of(PpoKl.Config.defaults(), given);
    return new PpoKl(OnPolicyFixture.OBSERVATION, actions, config, seeds, workers);
  }

  private static List<String> metrics(String name) {
    return name.startsWith("ppo-kl")
        ? List.of("policyLoss", "valueLoss", "entropy", "gradientNorm", "minibatchKl", "kl")
        : List.of("policyLoss", "valueLoss", "entropy", "gradientNorm");
  }

  /** The moments are sums of gradients, or of their squares: they show each of them. */
  private void requireMoments(String name, String network, OnPolicyLearner learner, int update) {
    double[] expected =
        fixture.network("expected.moments." + network, learner.parameters().get(network), update);
    float[] actual = new float[expected.length];
    InMemoryState state = InMemoryState.of(learner);
    if (name.equals("a2c")) { // the roots, for of squares the small ones would hardly be compared
      state.scope("rmsProp").get("squares", actual);
      for (int i = 0; i < actual.length; i++) {
        actual[i] = (float) Math.sqrt(actual[i]);
        expected[i] = Math.sqrt(expected[i]);
      }
    } else {
      state.scope(network + "Adam").get("firstMoments", actual);
    }
    String what = "moments of " + network + " after update " + update;
    Fixture.requireGradient(what, actual, 1, expected);
  }
}
