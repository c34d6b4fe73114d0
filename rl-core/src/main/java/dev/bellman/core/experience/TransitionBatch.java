package dev.bellman.core.experience;

import dev.bellman.autograd.Program;
import dev.bellman.autograd.op.Region;
import dev.bellman.autograd.op.Var;
import java.util.Optional;

/**
 * A batch of transitions as inputs of an update: what the losses of off-policy learners are of.
 *
 * @param observation s, {@code [B, observation size]}
 * @param action a, {@code [B, action size]}
 * @param reward r, {@code [B, 1]}
 * @param discount γᵏ·(1 − terminated), {@code [B, 1]}
 * @param nextObservation s′, {@code [B, observation size]}
 * @param weight what the loss of each transition counts, {@code [B, 1]}; a loss may leave it out
 */
public record TransitionBatch(
    Var observation, Var action, Var reward, Var discount, Var nextObservation, Var weight) {

  /** New inputs. */
  public static TransitionBatch of(int observationSize, int actionSize) {
    return new TransitionBatch(
        Var.input("observation", observationSize),
        Var.input("action", actionSize),
        Var.input("reward", 1),
        Var.input("discount", 1),
        Var.input("nextObservation", observationSize),
        Var.input("weight", 1));
  }

  /** The same transitions with actions in other units. */
  public TransitionBatch withAction(Var other) {
    return new TransitionBatch(observation, other, reward, discount, nextObservation, weight);
  }

  /**
   * Where these inputs are to be written in a program that does not ask for weights; good for as
   * long as the program is.
   *
   * @throws IllegalArgumentException if the program does not use all others
   */
  public Transitions in(Program program) {
    return in(program, Optional.empty());
  }

  /**
   * The same of a program that does.
   *
   * @throws IllegalArgumentException if the program does not use all of them
   */
  public Transitions weightedIn(Program program) {
    return in(program, Optional.of(program.region(weight)));
  }

  private Transitions in(Program program, Optional<Region> weights) {
    return new Transitions(
        program.region(observation),
        program.region(action),
        program.region(reward),
        program.region(discount),
        program.region(nextObservation),
        weights);
  }
}
