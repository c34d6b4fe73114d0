package dev.bellman.algorithms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.bellman.autograd.Parameters;
import dev.bellman.autograd.op.Region;
import dev.bellman.core.checkpoint.InMemoryState;
import dev.bellman.core.checkpoint.Stateful;
import dev.bellman.core.experience.TransitionSource;
import dev.bellman.core.experience.Transitions;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What off_policy.py wrote: weights, batches and what updates make of them, by PyTorch. */
public final class OffPolicyFixture {
  private final Map<String, float[]> numbers = new HashMap<>();

  /** Reads {@code name.csv}. */
  public OffPolicyFixture(String name) {
    try (InputStream in = OffPolicyFixture.class.getResourceAsStream(name + ".csv")) {
      new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().forEach(this::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void add(String line) {
    String[] cells = line.split(",");
    float[] values = new float[cells.length - 1];
    for (int i = 0; i < values.length; i++) {
      values[i] = Float.parseFloat(cells[i + 1]);
    }
    numbers.put(cells[0], values);
  }

  /** Gives the networks the weights that the fixture begins with. */
  public void begin(Map<String, Parameters> networks) {
    networks.forEach(
        (name, p) -> {
          assertThat(numbers.get(name)).as(name).hasSize(p.size());
          System.arraycopy(numbers.get(name), 0, p.values(), 0, p.size());
          p.written();
        });
  }

  /** The batch of an update, from 1 on. */
  public Batch batch(int update) {
    return new Batch(update);
  }

  /** A batch, which also remembers what it was told of errors. */
  public final class Batch implements TransitionSource {
    private final int update;
    private float[] errors = new float[0];

    private Batch(int update) {
      this.update = update;
    }

    @Override
    public void write(int rows, Transitions out) {
      copy("s", out.observations(), rows);
      copy("a", out.actions(), rows);
      copy("r", out.rewards(), rows);
      copy("discount", out.discounts(), rows);
      copy("s2", out.nextObservations(), rows);
      out.weights().ifPresent(weights -> copy("weight", weights, rows));
    }

    private void copy(String name, Region out, int rows) {
      out.copyFrom(numbers.get(name + "." + update), 0, rows);
    }

    @Override
    public void learned(float[] errors, int at, int rows) {
      this.errors = Arrays.copyOfRange(errors, at, at + rows);
    }

    /** Requires that it was told Q(s, a) − y of each row. */
    public void requireErrors() {
      requireClose("error", errors, numbers.get("error." + update), 1, 1e-6);
    }
  }

  /** Requires that the figures called {@code names} are those of an update. */
  public void requireMetrics(int update, Map<String, Double> actual, List<String> names) {
    float[] expected = numbers.get("metrics." + update);
    for (int i = 0; i < expected.length; i++) {
      assertThat(actual.get(names.get(i)))
          .as("%s of update %d", names.get(i), update)
          .isCloseTo(expected[i], within(1e-5 * Math.abs(expected[i]) + 1e-6));
    }
  }

  /**
   * Requires that all weights are those after an update. They move by about the learning rate,
   * however small their gradients, so that is what rounding is measured by.
   */
  public void requireNetworks(int update, Map<String, Parameters> networks, double learningRate) {
    networks.forEach(
        (name, p) ->
            requireClose(
                name + " after update " + update,
                p.values(),
                numbers.get(name + "." + update),
                1,
                1e-5 * update * learningRate));
  }

  /**
   * Requires that the gradient of a network's first update was this: Adam's first moments are a
   * tenth of it.
   */
  public void requireGradient(String network, Stateful learner, String adam) {
    requireGradient(network, learner, adam, 1e-6);
  }

  /** The same, where rounding is so large a part of the largest element. */
  public void requireGradient(String network, Stateful learner, String adam, double rounding) {
    float[] expected = numbers.get(network + ".gradient");
    float[] moments = new float[expected.length];
    InMemoryState.of(learner).scope(adam).get("firstMoments", moments);
    double largest = 0;
    for (float g : expected) {
      largest = Math.max(largest, Math.abs(g));
    }
    requireClose("gradient of " + network, moments, expected, 10, rounding * largest);
  }

  private static void requireClose(
      String what, float[] actual, float[] expected, double factor, double rounding) {
    assertThat(actual).as(what).hasSize(expected.length);
    for (int i = 0; i < expected.length; i++) {
      assertThat(factor * actual[i])
          .as("%s[%d]", what, i)
          .isCloseTo(expected[i], within(1e-5 * Math.abs(expected[i]) + rounding));
    }
  }
}
