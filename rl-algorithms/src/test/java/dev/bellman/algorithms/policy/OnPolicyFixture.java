package dev.bellman.algorithms.policy;

import dev.bellman.core.experience.Rollout;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Numbers by name, among them a rollout of 6 steps in 4 environments with observations of 3. */
final class OnPolicyFixture {
  static final int STEPS = 6;
  static final int ENVIRONMENTS = 4;
  static final int OBSERVATION = 3;

  private final Map<String, float[]> numbers = new HashMap<>();

  /** Reads a file beside the tests: a name and its numbers a line. */
  OnPolicyFixture(String file) throws IOException {
    try (InputStream in = getClass().getResourceAsStream(file)) {
      for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
        String[] parts = line.split(",");
        float[] values = new float[parts.length - 1];
        for (int i = 0; i < values.length; i++) {
          values[i] = Float.parseFloat(parts[i + 1]);
        }
        numbers.put(parts[0], values);
      }
    }
  }

  float[] get(String name) {
    return numbers.get(name);
  }

  Rollout rollout(int actionSize) {
    Rollout rollout = new Rollout(STEPS, ENVIRONMENTS, OBSERVATION, actionSize);
    for (int t = 0; t < STEPS; t++) {
      rollout.addDecision(
          t,
          rows("observations", t, OBSERVATION),
          rows("actions", t, actionSize),
          rows("logProbabilities", t, 1),
          rows("values", t, 1));
      double[] rewards = new double[ENVIRONMENTS];
      boolean[] terminated = new boolean[ENVIRONMENTS];
      boolean[] truncated = new boolean[ENVIRONMENTS];
      for (int n = 0; n < ENVIRONMENTS; n++) {
        rewards[n] = rows("rewards", t, 1)[n];
        terminated[n] = rows("terminated", t, 1)[n] != 0;
        truncated[n] = rows("truncated", t, 1)[n] != 0;
      }
      rollout.addOutcome(t, rewards, terminated, truncated, rows("finalValues", t, 1));
    }
    rollout.bootstrap(get("lastValues"));
    return rollout;
  }

  /** What is said of all environments at step {@code t}. */
  private float[] rows(String name, int t, int columns) {
    int size = ENVIRONMENTS * columns;
    return Arrays.copyOfRange(get(name), t * size, (t + 1) * size);
  }
}
