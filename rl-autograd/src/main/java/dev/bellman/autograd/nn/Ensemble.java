package dev.bellman.autograd.nn;

import dev.bellman.autograd.Parameters;
import dev.bellman.autograd.op.Activation;
import dev.bellman.autograd.op.Var;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;

/**
 * E networks of one shape, each with weights of its own, computed together: twin critics, ensembles
 * of models. Each layer is one operation; the results of the members lie side by side. An ensemble
 * of one computes what an {@link Mlp} does.
 */
public final class Ensemble {
  private final int members;
  private final Mlp networks;

  /**
   * Adds the layers {@code name.0}, {@code name.1}, … to the parameters: weights [E·in, out], the
   * members' below each other, and biases [1, E·out].
   *
   * @param members E ≥ 1
   * @param in columns of the input
   * @param hidden widths of the hidden layers, maybe none
   * @param out columns of each member's output
   * @param hiddenInitializer how hidden layers begin, member by member
   * @param outInitializer how the last layers begin
   * @throws IllegalArgumentException if there is no member
   */
  public Ensemble(
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
    if (members < 1) {
      throw new IllegalArgumentException(
          "Ensemble: members must be at least 1, but are " + members);
    }
    this.members = members;
    this.networks =
        new Mlp(
            parameters,
            name,
            members,
            in,
            hidden,
            out,
            activation,
            hiddenInitializer,
            outInitializer,
            random);
  }

  /** E. */
  public int members() {
    return members;
  }

  /**
   * All members applied to each row of {@code x}.
   *
   * @param x {@code [B, in]}, the same for all, or {@code [B, E·in]}, one for each
   * @return {@code [B, E·out]}
   */
  public Var apply(Var x) {
    return networks.apply(x);
  }

  /**
   * One member applied to each row of {@code x}, {@code [B, in]}; the result is {@code [B, out]}.
   * Derivatives pass to {@code x}, but none to the weights.
   *
   * @param member from 0 on
   * @throws IndexOutOfBoundsException if there is no such member
   */
  public Var member(int member, Var x) {
    return networks.member(Objects.checkIndex(member, members), x);
  }

  /**
   * Copies the weights of a member of an ensemble, which may be this one, to a member of this: to
   * keep the best weights of each, or to gather the best members.
   *
   * @param from the member of {@code source}, from 0 on
   * @param source of the same layers, maybe of another number of members
   * @param to the member of this that is written
   * @throws IndexOutOfBoundsException if there is no such member
   * @throws IllegalArgumentException if the layers are others
   */
  public void copyMember(int from, Ensemble source, int to) {
    Objects.checkIndex(from, source.members);
    Objects.checkIndex(to, members);
    if (!networks.isLike(source.networks)) {
      throw new IllegalArgumentException(
          "Ensemble.copyMember: the layers of the two ensembles differ");
    }
    networks.copyMember(from, source.networks, to);
  }
}
