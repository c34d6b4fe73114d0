package dev.bellman.envs.tabular;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellman.core.environment.Environment;
import dev.bellman.core.exact.FiniteMdp;
import dev.bellman.core.exact.TransitionTable;
import dev.bellman.core.random.Pcg64;
import dev.bellman.core.space.Discrete;
import dev.bellman.core.space.Finite;
import dev.bellman.envs.EnvironmentSpec;
import dev.bellman.envs.Environments;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What an environment does and what its MDP says it does. */
class SimulationTest {
  private static final int STEPS = 100_000;
  private static final int EPISODE = 50;

  /** Cells with fewer expected cases are counted together. */
  private static final double FEWEST = 5;

  /** What may follow; where an episode ends does not matter to an MDP. */
  private record Outcome(double reward, int next) {}

  static Stream<String> all() {
    return Environments.all().stream()
        .map(EnvironmentSpec::id)
        .filter(id -> Environments.make(id).unwrapped() instanceof TransitionTable);
  }

  @ParameterizedTest
  @MethodSource("all")
  void frequenciesAgreeWithTheMdp(String id) {
    Environment<Discrete> environment =
        Environments.make(id, Map.of("maxSteps", "0"), Discrete.class);
    FiniteMdp mdp = ((TransitionTable) environment.unwrapped()).mdp(1);
    Finite space = (Finite) environment.observationSpace();
    float[] observation = new float[space.size()];
    float[] action = new float[1];
    Pcg64 random = Pcg64.of(17);
    Map<Integer, Map<Outcome, Integer>> seen = new HashMap<>();
    Map<Outcome, Integer> starts = new HashMap<>();

    environment.reset(3, observation, 0);
    int state = start(environment, observation);
    starts.merge(new Outcome(0, state), 1, Integer::sum);
    int age = 0;
    for (int t = 0; t < STEPS; t++) {
      action[0] = random.integers(mdp.actions());
      double reward = environment.step(action, 0, observation, 0);
      boolean over = environment.terminated();
      int next = over ? mdp.states() - 1 : space.index(observation, 0);
      seen.computeIfAbsent(state * mdp.actions() + (int) action[0], row -> new HashMap<>())
          .merge(new Outcome(reward, next), 1, Integer::sum);
      state = next;
      age++;
      if (over || age == EPISODE) {
        environment.reset(observation, 0);
        state = start(environment, observation);
        starts.merge(new Outcome(0, state), 1, Integer::sum);
        age = 0;
      }
    }

    ChiSquare test = new ChiSquare();
    Map<Outcome, Double> startChances = new HashMap<>();
    for (int s = 0; s < mdp.states(); s++) {
      if (mdp.start(s) > 0) {
        startChances.put(new Outcome(0, s), mdp.start(s));
      }
    }
    test.add("start", startChances, starts);
    seen.forEach((row, counts) -> test.add("row " + row, chances(mdp, row), counts));
    test.check();
  }

  /** An observation of Blackjack does not tell a natural from another 21; a start of 21 is one. */
  private static int start(Environment<?> environment, float[] observation) {
    return environment.unwrapped() instanceof Blackjack && observation[0] == 21
        ? BlackjackTable.natural((int) observation[1])
        : ((Finite) environment.observationSpace()).index(observation, 0);
  }

  private static Map<Outcome, Double> chances(FiniteMdp mdp, int row) {
    Map<Outcome, Double> chances = new HashMap<>();
    for (int i = mdp.outcomes().first(row); i < mdp.outcomes().first(row + 1); i++) {
      chances.merge(
          new Outcome(mdp.outcomes().reward(i), mdp.outcomes().next(i)),
          mdp.outcomes().probability(i),
          Double::sum);
    }
    return chances;
  }

  private static final class ChiSquare {
    private double sum;
    private int freedom;

    void add(String where, Map<Outcome, Double> chances, Map<Outcome, Integer> counts) {
      assertThat(chances.keySet()).as(where).containsAll(counts.keySet());
      int n = counts.values().stream().mapToInt(Integer::intValue).sum();
      double fewExpected = 0;
      int fewSeen = 0;
      int cells = 0;
      for (Map.Entry<Outcome, Double> chance : chances.entrySet()) {
        double expected = n * chance.getValue();
        int count = counts.getOrDefault(chance.getKey(), 0);
        if (expected < FEWEST) {
          fewExpected += expected;
          fewSeen += count;
        } else {
          sum += (count - expected) * (count - expected) / expected;
          cells++;
        }
      }
      if (fewExpected >= FEWEST) {
        sum += (fewSeen - fewExpected) * (fewSeen - fewExpected) / fewExpected;
        cells++;
      }
      // cells that are left out hold less than FEWEST cases: the others are all but bound by n
      freedom += Math.max(0, cells - 1);
    }

    /** χ² with many degrees of freedom is normal with mean f and variance 2f. */
    void check() {
      double deviations = (sum - freedom) / Math.sqrt(2.0 * Math.max(1, freedom));
      assertThat(deviations).as("χ² = %f with %d degrees of freedom", sum, freedom).isLessThan(4);
      assertThat(deviations).isGreaterThan(-4);
    }
  }
}
