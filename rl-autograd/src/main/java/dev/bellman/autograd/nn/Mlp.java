package dev.bellman.autograd.nn;

import dev.bellman.autograd.Parameters;
import dev.bellman.autograd.op.Activation;
import dev.bellman.autograd.op.Var;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Linear layers with an activation between them; the last one is linear. */
public final class Mlp {
  private final List<Linear> layers = new ArrayList<>();
  private final Activation activation;

  /**
   * Adds the layers {@code name.0}, {@code name.1}, … to the parameters.
   *
   * @param in columns of the input
   * @param hidden widths of the hidden layers, maybe none
   * @param out columns of the output
   * @param hiddenInitializer how hidden layers begin
   * @param outInitializer how the last layer begins
   */
  public Mlp(
      Parameters parameters,
      String name,
      int in,
      List<Integer> hidden,
      int out,
      Activation activation,
      Initializer hiddenInitializer,
      Initializer outInitializer,
      RandomGenerator random) {
    this(
        parameters,
        name,
        1,
        in,
        hidden,
        out,
        activation,
        hiddenInitializer,
        outInitializer,
        random);
  }

  /** The networks of an ensemble, side by side. */
  Mlp(
      Parameters parameters,
      String name,
      int members,
      int in,
      List<Integer> hidden,
      int out,
      Activation activation,
      Initializer hiddenInitializer,
      Initializer outInitializer,
      RandomGenerator random) {
    this.activation = activation;
    int width = in;
    for (int next : hidden) {
      layers.add(
          new Linear(
              parameters,
              name + "." + layers.size(),
              members,
              width,
              next,
              hiddenInitializer,
              random));
      width = next;
    }
    layers.add(
        new Linear(
            parameters, name + "." + layers.size(), members, width, out, outInitializer, random));
  }

  /**
   * The network applied to each row of {@code x}, {@code [B, in]}; the result is {@code [B, out]}.
   */
  public Var apply(Var x) {
    Var y = x;
    for (int i = 0; i < layers.size() - 1; i++) {
      y = layers.get(i).apply(y, activation);
    }
    return layers.getLast().apply(y);
  }

  /** One network of an ensemble, of its weights as they are. */
  Var member(int member, Var x) {
    Var y = x;
    for (int i = 0; i < layers.size() - 1; i++) {
      y = layers.get(i).member(member, y, activation);
    }
    return layers.getLast().member(member, y, Activation.IDENTITY);
  }

  /** Whether another has the same layers, whatever their members. */
  boolean isLike(Mlp other) {
    boolean like = layers.size() == other.layers.size() && activation == other.activation;
    for (int i = 0; like && i < layers.size(); i++) {
      like = layers.get(i).isLike(other.layers.get(i));
    }
    return like;
  }

  /** Copies the numbers of a member of another, of the same layers, to a member of this. */
  void copyMember(int from, Mlp source, int to) {
    for (int i = 0; i < layers.size(); i++) {
      layers.get(i).copyMember(from, source.layers.get(i), to);
    }
  }
}
