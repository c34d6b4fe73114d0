package dev.bellman.envs.dataset;

import dev.bellman.core.experience.Dataset;
import dev.bellman.core.experience.DatasetBuilder;
import dev.bellman.core.random.Pcg64;
import dev.bellman.core.random.Seeds;
import dev.bellman.core.space.Box;
import dev.bellman.core.space.Discrete;
import dev.bellman.core.space.Space;

/** Datasets for tests. */
final class Small {
  static final Space OBSERVATIONS =
      Box.uniform(2, Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY);
  static final Space ACTIONS = Box.uniform(1, -1, 1);

  private Small() {}

  /** Three episodes: one that terminated after 2 steps, one truncated after 1, one cut after 3. */
  static Dataset boxes() {
    var builder =
        new DatasetBuilder(new Dataset.Origin("Small-v0", OBSERVATIONS, ACTIONS, "by hand"));
    builder.begin(new float[] {0, 0.5f});
    builder.step(new float[] {0.25f}, 1, false, false, new float[] {1, 1.5f});
    builder.step(new float[] {-0.25f}, 2, true, false, new float[] {2, 2.5f});
    builder.begin(new float[] {10, 10.5f});
    builder.step(new float[] {1}, -3, false, true, new float[] {11, 11.5f});
    builder.begin(new float[] {20, 20.5f});
    builder.step(new float[] {0}, 0.5, false, false, new float[] {21, 21.5f});
    builder.step(new float[] {0}, 0.5, false, false, new float[] {22, 22.5f});
    builder.step(new float[] {-1}, 0.5, false, false, new float[] {23, 23.5f});
    return builder.build();
  }

  /** One episode of numbered observations and actions. */
  static Dataset numbers() {
    var builder =
        new DatasetBuilder(
            new Dataset.Origin("Numbers-v0", new Discrete(5), new Discrete(3), "by hand"));
    builder.begin(new float[] {4});
    builder.step(new float[] {2}, 0, false, false, new float[] {3});
    builder.step(new float[] {0}, 1, true, false, new float[] {0});
    return builder.build();
  }

  /** Random episodes of one length, as large as a dataset of HalfCheetah. */
  static Dataset large(int episodes, int length) {
    Pcg64 random = Seeds.of(1).stream("large");
    int n = 17;
    int m = 6;
    var origin =
        new Dataset.Origin(
            "Large-v0",
            Box.uniform(n, Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY),
            Box.uniform(m, -1, 1),
            "random");
    int steps = episodes * length;
    int[] starts = new int[episodes + 1];
    boolean[] truncated = new boolean[steps];
    for (int e = 1; e <= episodes; e++) {
      starts[e] = e * length;
      truncated[starts[e] - 1] = true;
    }
    return new Dataset(
        origin,
        starts,
        uniform(random, (steps + episodes) * n),
        uniform(random, steps * m),
        uniform(random, steps),
        new boolean[steps],
        truncated);
  }

  private static float[] uniform(Pcg64 random, int size) {
    float[] numbers = new float[size];
    for (int i = 0; i < size; i++) {
      numbers[i] = (float) random.uniform(-1, 1);
    }
    return numbers;
  }
}
