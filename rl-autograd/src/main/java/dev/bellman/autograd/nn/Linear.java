package dev.bellman.autograd.nn;

import dev.bellman.autograd.Parameters;
import dev.bellman.autograd.Parameters.Parameter;
import dev.bellman.autograd.op.Activation;
import dev.bellman.autograd.op.Affine;
import dev.bellman.autograd.op.Extent;
import dev.bellman.autograd.op.Store;
import dev.bellman.autograd.op.Stored;
import dev.bellman.autograd.op.Var;
import java.util.random.RandomGenerator;

/**
 * An affine map of each row, and maybe an activation; or those of the E members of an ensemble,
 * side by side.
 *
 * <pre>{@code
 * y = f(x·W + b),   x [B, in], W [in, out], b [1, out]
 * }</pre>
 */
public final class Linear {
  private final int members;
  private final Parameter weight;
  private final Parameter bias;

  /**
   * Adds {@code name.weight} and {@code name.bias} to the parameters and initialises them.
   *
   * @param in columns of the input
   * @param out columns of the output
   */
  public Linear(
      Parameters parameters,
      String name,
      int in,
      int out,
      Initializer initializer,
      RandomGenerator random) {
    this(parameters, name, 1, in, out, initializer, random);
  }

  /** The maps of {@code members} networks: weights [E·in, out], biases [1, E·out]. */
  Linear(
      Parameters parameters,
      String name,
      int members,
      int in,
      int out,
      Initializer initializer,
      RandomGenerator random) {
    this.members = members;
    weight = parameters.add(name + ".weight", members * in, out);
    bias = parameters.add(name + ".bias", 1, members * out);
    for (int e = 0; e < members; e++) {
      initializer.initialize(
          in, out, random, parameters.values(), weight.at() + e * in * out, bias.at() + e * out);
    }
    parameters.written();
  }

  /** The map applied to {@code x}, {@code [B, in]}; the result is {@code [B, out]}. */
  public Var apply(Var x) {
    return apply(x, Activation.IDENTITY);
  }

  /** The activation of the map applied to {@code x}, as one operation. */
  public Var apply(Var x, Activation activation) {
    return Var.of(new Affine(members, activation), x, weight.variable(), bias.variable());
  }

  /** The map of one member of an ensemble, of its weights as they are. */
  Var member(int member, Var x, Activation activation) {
    Var w = part(weight, member, Extent.of(weight.rows() / members, weight.columns()));
    Var b = part(bias, member, Extent.of(1, bias.columns() / members));
    return Var.of(new Affine(1, activation), x, w, b);
  }

  /** Says whether it maps as many columns to as many as another, whatever their members. */
  boolean isLike(Linear other) {
    return weight.rows() / members == other.weight.rows() / other.members
        && weight.columns() == other.weight.columns();
  }

  /** Copies the numbers of a member of another, of one shape, to a member of this. */
  void copyMember(int from, Linear source, int to) {
    copyPart(source.weight, from, weight, to, weight.rows() / members * weight.columns());
    copyPart(source.bias, from, bias, to, bias.columns() / members);
  }

  private static void copyPart(Parameter source, int from, Parameter target, int to, int count) {
    Store store = store(target);
    System.arraycopy(
        store(source).values(),
        source.at() + from * count,
        store.values(),
        target.at() + to * count,
        count);
    store.written();
  }

  private static Store store(Parameter parameter) {
    return ((Stored) parameter.variable().op()).store();
  }

  private static Var part(Parameter whole, int member, Extent extent) {
    Stored stored = (Stored) whole.variable().op();
    int at = whole.at() + member * extent.rows() * extent.columns();
    return Var.of(new Stored(stored.store(), at, extent, stored.label() + "[" + member + "]"));
  }
}
