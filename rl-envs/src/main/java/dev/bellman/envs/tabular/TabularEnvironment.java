package dev.bellman.envs.tabular;

import dev.bellman.core.checkpoint.StateReader;
import dev.bellman.core.checkpoint.StateWriter;
import dev.bellman.core.environment.Environment;
import dev.bellman.core.exact.FiniteMdp;
import dev.bellman.core.exact.TransitionTable;
import dev.bellman.core.random.Pcg64;
import dev.bellman.core.space.Discrete;
import java.util.function.IntFunction;

/**
 * Simulates {@link Dynamics}; what is observed is the state.
 *
 * <pre>{@code
 * s₀ ~ p₀,   (r, s′, terminated) ~ p(· | s, a)
 * }</pre>
 *
 * <p>A reset and a step draw one uniform number each, even where nothing is left to chance, and
 * take the first outcome whose cumulative probability is greater: with outcomes in Gymnasium's
 * order, a seed gives Gymnasium's own trajectory.
 */
public final class TabularEnvironment
    implements Environment<Discrete>, TransitionTable, TextRendering {
  private final Dynamics dynamics;
  private final IntFunction<String> picture;
  private final Discrete observationSpace;
  private final Discrete actionSpace;
  private final Pcg64 random = Pcg64.of(0);
  private int state;
  private boolean terminated;

  /** Simulates these dynamics; a state is drawn as its number. */
  public TabularEnvironment(Dynamics dynamics) {
    this(dynamics, state -> "state " + state);
  }

  /**
   * Simulates these dynamics.
   *
   * @param picture draws a state
   */
  public TabularEnvironment(Dynamics dynamics, IntFunction<String> picture) {
    this.dynamics = dynamics;
    this.picture = picture;
    this.observationSpace = new Discrete(dynamics.states());
    this.actionSpace = new Discrete(dynamics.actions());
  }

  /** What can happen. */
  public Dynamics dynamics() {
    return dynamics;
  }

  @Override
  public FiniteMdp mdp(double gamma) {
    return dynamics.mdp(gamma);
  }

  @Override
  public Discrete observationSpace() {
    return observationSpace;
  }

  @Override
  public Discrete actionSpace() {
    return actionSpace;
  }

  @Override
  public void reset(long seed, float[] observation, int at) {
    random.seed(seed);
    reset(observation, at);
  }

  @Override
  public void reset(float[] observation, int at) {
    state = dynamics.start(random.random());
    terminated = false;
    observation[at] = state;
  }

  @Override
  public double step(float[] action, int actionAt, float[] observation, int at) {
    int outcome = dynamics.outcome(state, (int) action[actionAt], random.random());
    state = dynamics.reached(outcome);
    terminated = dynamics.terminated(outcome);
    observation[at] = state;
    return dynamics.reward(outcome);
  }

  @Override
  public boolean terminated() {
    return terminated;
  }

  @Override
  public boolean truncated() {
    return false;
  }

  @Override
  public String render() {
    return picture.apply(state);
  }

  @Override
  public void save(StateWriter out) {
    out.put("state", (long) state);
    out.put("terminated", terminated ? 1L : 0L);
    out.put("random", random);
  }

  @Override
  public void load(StateReader in) {
    state = (int) in.getLong("state");
    terminated = in.getLong("terminated") != 0;
    in.get("random", random);
  }
}
