package dev.bellman.autograd.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellman.autograd.op.Extent;
import dev.bellman.autograd.op.NoiseSource;
import dev.bellman.autograd.op.Var;
import dev.bellman.tensor.parallel.Workers;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several draws from one stream: they are made in one order, on however many threads. */
class NoiseOrderTest {
  private static final int ROWS = 300;
  private static final int[] COLUMNS = {3, 64, 128, 41, 64};

  private final NoiseSource source = new NoiseSource(7);
  private final List<Var> noises = new ArrayList<>();

  NoiseOrderTest() {
    for (int columns : COLUMNS) {
      noises.add(Var.normal(source, Extent.batch(columns)));
    }
  }

  private static float[] drawn(Plan plan, Var noise) {
    float[] out = new float[plan.region(noise).size()];
    plan.region(noise).copyTo(out, 0);
    return out;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void drawsAreMadeInTheOrderInWhichTheyAreListed(int threads) {
    try (Workers workers = Workers.of(threads)) {
      Plan plan = Plan.compileShared(noises, workers);
      plan.prepare(ROWS);
      for (int run = 0; run < 20; run++) {
        plan.run();
        for (int i = 0; i < noises.size(); i++) {
          NoiseSource alone = new NoiseSource(7);
          alone.seek((long) run * noises.size() + i);
          Var noise = Var.normal(alone, Extent.batch(COLUMNS[i]));
          Plan one = Plan.compile(List.of(noise), Workers.of(1));
          one.prepare(ROWS);
          one.run();
          assertThat(drawn(plan, noises.get(i)))
              .as("%d threads, run %d, draw %d", threads, run, i)
              .isEqualTo(drawn(one, noise));
        }
      }
      assertThat(source.counter()).isEqualTo(20L * noises.size());
    }
  }
}
