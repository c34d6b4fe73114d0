package dev.bellman.autograd;

import dev.bellman.autograd.op.Divisible;
import dev.bellman.autograd.op.Effect;
import dev.bellman.autograd.op.Extent;
import dev.bellman.autograd.op.Region;
import dev.bellman.autograd.op.Store;
import dev.bellman.autograd.op.Stored;
import dev.bellman.autograd.op.Var;
import dev.bellman.tensor.kernel.CacheLine;
import dev.bellman.tensor.kernel.Kernels;
import java.util.ArrayList;
import java.util.List;

/**
 * The parameters of a network in one flat store, so that an optimizer, a copy or a norm is one
 * pass.
 *
 * <p>A weight is {@code [in, out]}, a bias {@code [1, out]}, row-major.
 */
public final class Parameters {

  /**
   * One parameter.
   *
   * @param name its dotted name, as in {@code hidden.0.weight}
   * @param at the index of its first number in the store
   * @param variable the expression that reads it
   */
  public record Parameter(String name, int at, Var variable) {

    /** Rows of the parameter: the inputs of a weight, 1 for a bias. */
    public int rows() {
      return variable.extent().rows();
    }

    /** Columns of the parameter: outputs. */
    public int columns() {
      return variable.extent().columns();
    }
  }

  private final Store store;
  private final List<Parameter> all = new ArrayList<>();

  /** No parameters yet. */
  public Parameters(String name) {
    store = new Store(name);
  }

  /** The name of the network, for messages and files. */
  public String name() {
    return store.name();
  }

  /**
   * Adds a parameter of zeros.
   *
   * @throws IllegalArgumentException if the name is taken
   * @throws IllegalStateException if a program or an optimizer already refers to these parameters
   */
  public Parameter add(String name, int rows, int columns) {
    if (all.stream().anyMatch(p -> p.name().equals(name))) {
      throw new IllegalArgumentException(
          "Parameters " + name() + ": the name " + name + " is taken");
    }
    int at = store.grow(rows * columns);
    Extent extent = Extent.of(rows, columns);
    Parameter p = new Parameter(name, at, Var.of(new Stored(store, at, extent, name)));
    all.add(p);
    return p;
  }

  /** All parameters in the order in which they were added, which is their order in the store. */
  public List<Parameter> all() {
    return List.copyOf(all);
  }

  /** The expressions that read them, in that order. */
  public List<Var> variables() {
    return all.stream().map(Parameter::variable).toList();
  }

  /** How many numbers there are. */
  public int size() {
    return store.values().length;
  }

  /** The numbers, parameter after parameter; whoever writes them calls {@link #written}. */
  public float[] values() {
    return store.values();
  }

  /** Says that the numbers changed. */
  public void written() {
    store.written();
  }

  /** Where the numbers lie. */
  public Store store() {
    return store;
  }

  /**
   * Copies the numbers of others with the same layout.
   *
   * @throws IllegalArgumentException if the sizes differ
   */
  public void copyFrom(Parameters other) {
    requireLike(other, "copyFrom");
    System.arraycopy(other.values(), 0, values(), 0, size());
    written();
  }

  /**
   * Polyak averaging, {@code φ̄ ← (1 − τ)·φ̄ + τ·φ} with these as φ̄, as an effect in a program.
   *
   * @param source φ, of the same layout
   * @param tau {@code [1, 1]} in [0, 1]; 1 copies
   */
  public Var blend(Parameters source, Var tau) {
    requireLike(source, "blend");
    return Var.of(new Blend(source.store, store), tau);
  }

  private void requireLike(Parameters other, String operation) {
    if (other.size() != size()) {
      throw new IllegalArgumentException(
          operation
              + ": "
              + name()
              + " has "
              + size()
              + " numbers, "
              + other.name()
              + " has "
              + other.size());
    }
  }

  private record Blend(Store source, Store target) implements Effect, Divisible {

    /** What it takes to read two numbers and write one, in operations of a product. */
    private static final int OPERATIONS_A_NUMBER = 5;

    @Override
    public List<Store> writes() {
      return List.of(target);
    }

    @Override
    public long begin(Region[] in, Region out) {
      return (long) OPERATIONS_A_NUMBER * target.values().length;
    }

    @Override
    public void runPart(int round, int part, int parts, Region[] in, Region out) {
      float tau = in[0].scalar();
      int from = Divisible.cut(target.values().length, part, parts);
      int n = Divisible.cut(target.values().length, part + 1, parts) - from;
      if (tau == 1f) {
        System.arraycopy(source.values(), from, target.values(), from, n); // exact, as blend is not
      } else {
        CacheLine.claim(target.values(), from, from + n); // others may have read them
        Kernels.active().blend(n, tau, source.values(), from, target.values(), from);
      }
    }

    @Override
    public void finish(Region[] in, Region out) {
      target.written();
      out.set(in[0].scalar());
    }

    @Override
    public long flop(Region[] in, Region out) {
      return 3L * target.values().length;
    }
  }
}
