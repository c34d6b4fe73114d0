package dev.bellman.envs.classic;

import dev.bellman.core.checkpoint.StateReader;
import dev.bellman.core.checkpoint.StateWriter;
import dev.bellman.core.environment.Environment;
import dev.bellman.core.environment.Equations;
import dev.bellman.core.random.Pcg64;
import dev.bellman.core.space.Box;
import dev.bellman.core.space.Discrete;
import java.util.Optional;

/**
 * Two links that hang down, with a motor between them: swing the tip up, above a line one link
 * above the pivot.
 *
 * <pre>{@code
 * d₁  = 3.5 + cos θ₂,   d₂ = 1.25 + ½·cos θ₂                          with the numbers below
 * φ₂  = ½g·cos(θ₁ + θ₂ − π/2)
 * φ₁  = −½·θ̇₂²·sin θ₂ − θ̇₁·θ̇₂·sin θ₂ + 1.5g·cos(θ₁ − π/2) + φ₂
 * θ̈₂  = (u + d₂/d₁·φ₁ − ½·θ̇₁²·sin θ₂ − φ₂) / (1.25 − d₂²/d₁)
 * θ̈₁  = −(d₂·θ̈₂ + φ₁) / d₁
 * }</pre>
 *
 * <p>Lengths, masses and moments of inertia are 1, centres of mass are half-way, g = 9.8; one
 * Runge-Kutta step of fourth order takes 0.2 s. Actions 0, 1, 2 are the torques u = −1, 0, 1. θ₁ is
 * 0 when the first link hangs down, θ₂ when the second continues it; both are wrapped to ±π, and
 * |θ̇₁| ≤ 4π, |θ̇₂| ≤ 9π. The observation is (cos θ₁, sin θ₁, cos θ₂, sin θ₂, θ̇₁, θ̇₂). The
 * episode terminates when −cos θ₁ − cos(θ₁ + θ₂) &gt; 1; the reward is −1 a step, and 0 for the
 * last.
 *
 * <p>Richard Sutton, "Generalization in Reinforcement Learning: Successful Examples Using Sparse
 * Coarse Coding" (1996), in the form of Sutton and Barto's book.
 */
public final class Acrobot implements Environment<Discrete> {
  private static final Discrete ACTIONS = new Discrete(3);
  private static final Box OBSERVATIONS = observations();

  private final Pcg64 random = Pcg64.of(0);

  private final Links links = new Links();
  private boolean up;

  /** Links that have yet to be reset. */
  public Acrobot() {}

  private static Box observations() {
    float spin1 = (float) Links.LARGEST_SPIN_1;
    float spin2 = (float) Links.LARGEST_SPIN_2;
    return new Box(
        new float[] {-1, -1, -1, -1, -spin1, -spin2}, new float[] {1, 1, 1, 1, spin1, spin2});
  }

  @Override
  public Box observationSpace() {
    return OBSERVATIONS;
  }

  @Override
  public Discrete actionSpace() {
    return ACTIONS;
  }

  @Override
  public void reset(long seed, float[] observation, int at) {
    random.seed(seed);
    reset(observation, at);
  }

  @Override
  public void reset(float[] observation, int at) {
    links.start(random);
    up = links.isUp();
    links.write(observation, at);
  }

  @Override
  public double step(float[] action, int actionAt, float[] observation, int at) {
    links.step(action[actionAt]);
    up = links.isUp();
    links.write(observation, at);
    return reward(up);
  }

  private static double reward(boolean up) {
    return up ? 0 : -1;
  }

  /** What is observed moves as the links do; it makes links a call. */
  private record Observed() implements Equations {

    @Override
    public void next(float[] s, int sAt, float[] a, int aAt, float[] out, int at) {
      Links links = Links.read(s, sAt);
      links.step(a[aAt]);
      links.write(out, at);
    }

    @Override
    public double reward(float[] s, int sAt, float[] a, int aAt, float[] s2, int s2At) {
      return Acrobot.reward(terminates(s2, s2At));
    }

    @Override
    public boolean terminates(float[] s2, int at) {
      return Links.read(s2, at).isUp();
    }
  }

  @Override
  public Optional<Equations> equations() {
    return Optional.of(new Observed());
  }

  @Override
  public boolean terminated() {
    return up;
  }

  @Override
  public boolean truncated() {
    return false;
  }

  @Override
  public void save(StateWriter out) {
    out.put("state", links.state());
    out.put("random", random);
  }

  @Override
  public void load(StateReader in) {
    in.get("state", links.state());
    in.get("random", random);
    up = links.isUp();
  }
}
