package dev.bellman.algorithms.learner;

import dev.bellman.autograd.Program;
import dev.bellman.autograd.op.Var;
import dev.bellman.core.policy.Policy;

/** A policy that is an expression of the observation. Acting allocates nothing once warm. */
public final class NetworkPolicy implements Policy {
  private final Var observation;
  private final Var action;
  private final Program program;

  /**
   * The policy that takes {@code action}.
   *
   * @param observation the input, {@code [B, observation size]}
   * @param action an expression of it and of parameters and noise, {@code [B, action size]}
   */
  public NetworkPolicy(Var observation, Var action) {
    this.observation = observation;
    this.action = action;
    this.program = Program.of(action);
  }

  @Override
  public void act(float[] observations, int rows, float[] actions) {
    program.prepare(rows);
    program.region(observation).copyFrom(observations, 0, rows);
    program.run();
    program.region(action).copyTo(actions, 0);
  }
}
