package dev.bellman.envs;

import dev.bellman.core.checkpoint.StateReader;
import dev.bellman.core.checkpoint.StateWriter;
import dev.bellman.core.environment.Environment;
import dev.bellman.core.space.Space;

/** An environment that passes on to another whatever it does not do itself. */
interface Passing<A extends Space> extends Environment<A> {

  /** The other. */
  Environment<A> inner();

  @Override
  default Space observationSpace() {
    return inner().observationSpace();
  }

  @Override
  default A actionSpace() {
    return inner().actionSpace();
  }

  @Override
  default void reset(long seed, float[] observation, int at) {
    inner().reset(seed, observation, at);
  }

  @Override
  default void reset(float[] observation, int at) {
    inner().reset(observation, at);
  }

  @Override
  default double step(float[] action, int actionAt, float[] observation, int at) {
    return inner().step(action, actionAt, observation, at);
  }

  @Override
  default boolean terminated() {
    return inner().terminated();
  }

  @Override
  default boolean truncated() {
    return inner().truncated();
  }

  @Override
  default void save(StateWriter out) {
    out.put("inner", inner());
  }

  @Override
  default void load(StateReader in) {
    in.get("inner", inner());
  }
}
