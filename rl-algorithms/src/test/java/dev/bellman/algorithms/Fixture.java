package dev.bellman.algorithms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.bellman.autograd.Parameters;
import dev.bellman.autograd.Parameters.Parameter;
import dev.bellman.autograd.io.Safetensors;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What a script with fixture.py wrote: what an update is given and, under {@code expected.}, what
 * PyTorch makes of it in double precision. Networks are named as in a checkpoint; where there is
 * something of every update, that is the first dimension.
 */
public abstract class Fixture {
  private final Safetensors arrays;

  /** Reads {@code name.safetensors}, which lies beside this class. */
  protected Fixture(String name) {
    String file = name + ".safetensors";
    try (InputStream in = getClass().getResourceAsStream(file)) {
      arrays = Safetensors.parse(MemorySegment.ofArray(in.readAllBytes()), file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The numbers of an array. */
  public final double[] get(String name) {
    return arrays.get(name).doubles();
  }

  /** What an array holds at index {@code i} of its first dimension. */
  public final double[] get(String name, int i) {
    double[] all = get(name);
    int parts = (int) arrays.get(name).shape()[0];
    int size = all.length / parts;
    Objects.checkIndex(i, parts);
    return Arrays.copyOfRange(all, i * size, (i + 1) * size);
  }

  /** The same as floats. */
  public final float[] floats(String name, int i) {
    return floats(get(name, i));
  }

  /** The nearest floats; what is given is one exactly, but for TRPO's log-probabilities. */
  protected static float[] floats(double[] doubles) {
    float[] floats = new float[doubles.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) doubles[i];
    }
    return floats;
  }

  /** Whether flags are set, at index {@code i} of their first dimension. */
  protected final boolean[] flags(String name, int i, int size) {
    long[] all = arrays.get(name).longs();
    boolean[] flags = new boolean[size];
    for (int n = 0; n < size; n++) {
      flags[n] = all[i * size + n] != 0;
    }
    return flags;
  }

  /** What there is of each number of a network, in the order of its store. */
  public final double[] network(String name, Parameters layout) {
    double[] out = new double[layout.size()];
    for (Parameter p : layout.all()) {
      transpose(get(name + "." + p.name()), p, out);
    }
    return out;
  }

  /** What there is of them after an update, from 1 on. */
  public final double[] network(String name, Parameters layout, int update) {
    double[] out = new double[layout.size()];
    for (Parameter p : layout.all()) {
      transpose(get(name + "." + p.name(), update - 1), p, out);
    }
    return out;
  }

  /** PyTorch lays a weight [out, in]; ours is [in, out]. A vector stays what it is. */
  private static void transpose(double[] from, Parameter p, double[] out) {
    assertThat(from).as(p.name()).hasSize(p.rows() * p.columns());
    for (int i = 0; i < p.rows(); i++) {
      for (int j = 0; j < p.columns(); j++) {
        out[p.at() + i * p.columns() + j] = from[j * p.rows() + i];
      }
    }
  }

  /** Gives the networks the weights that the fixture begins with. */
  public final void begin(Map<String, Parameters> networks) {
    networks.forEach(
        (name, p) -> {
          System.arraycopy(floats(network(name, p)), 0, p.values(), 0, p.size());
          p.written();
        });
  }

  /** Requires that the figures called {@code names} are those of an update. */
  public final void requireMetrics(int update, Map<String, Double> actual, List<String> names) {
    names.forEach(name -> requireMetric(update, actual, name, 1e-6));
  }

  /** Requires that a figure is that of an update: to 1e-5 of it, and to what rounding leaves. */
  public final void requireMetric(
      int update, Map<String, Double> actual, String name, double rounding) {
    double expected = get("expected." + name, update - 1)[0];
    assertThat(actual.get(name))
        .as("%s of update %d", name, update)
        .isCloseTo(expected, within(1e-5 * Math.abs(expected) + rounding));
  }

  /**
   * Requires that all weights are those after an update. They move by about the learning rate,
   * however small their gradients, so that is what rounding is measured by.
   */
  public final void requireNetworks(
      int update, Map<String, Parameters> networks, double learningRate) {
    networks.forEach(
        (name, p) ->
            requireClose(
                name + " after update " + update,
                p.values(),
                1,
                network("expected." + name, p, update),
                1e-5 * update * learningRate));
  }

  /**
   * Requires that {@code factor} times each number is close to what is expected: 1e-5 of it, and
   * what is left where larger terms cancel.
   */
  public static void requireClose(
      String what, float[] actual, double factor, double[] expected, double rounding) {
    assertThat(actual).as(what).hasSize(expected.length);
    for (int i = 0; i < expected.length; i++) {
      assertThat(factor * actual[i])
          .as("%s[%d]", what, i)
          .isCloseTo(expected[i], within(1e-5 * Math.abs(expected[i]) + rounding));
    }
  }

  /** Requires that {@code factor} times a vector is the gradient that is expected. */
  public static void requireGradient(
      String what, float[] actual, double factor, double[] expected) {
    requireGradient(what, actual, factor, expected, 1e-6);
  }

  /**
   * The same, where rounding is so large a part of the largest element. What all elements are off
   * by, as a vector, is 1e-5 of its length at most, whatever is rounded.
   */
  public static void requireGradient(
      String what, float[] actual, double factor, double[] expected, double rounding) {
    requireClose(what, actual, factor, expected, rounding * largest(expected));
    double off = 0;
    double length = 0;
    for (int i = 0; i < expected.length; i++) {
      off = Math.hypot(off, factor * actual[i] - expected[i]);
      length = Math.hypot(length, expected[i]);
    }
    assertThat(off).as(what).isLessThanOrEqualTo(1e-5 * length);
  }

  /** The largest size of a number. */
  public static double largest(double[] numbers) {
    return Arrays.stream(numbers).map(Math::abs).max().orElseThrow();
  }
}
