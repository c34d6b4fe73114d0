package dev.bellman.algorithms.learner;

import dev.bellman.autograd.Parameters;
import dev.bellman.core.checkpoint.StateReader;
import dev.bellman.core.checkpoint.StateWriter;
import dev.bellman.core.checkpoint.Stateful;
import dev.bellman.core.training.Savable;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a learner's future depends on: its networks, and whatever else has a state, by name. */
public final class Parts implements Stateful {
  private final Map<String, Parameters> networks = new LinkedHashMap<>();
  private final Map<String, Stateful> parts = new LinkedHashMap<>();

  /** No parts yet. */
  public Parts() {}

  /** Adds networks, each under its own name. */
  public Parts networks(Parameters... parameters) {
    for (Parameters p : parameters) {
      networks.put(p.name(), p);
      with(p.name(), Savable.of(p));
    }
    return this;
  }

  /**
   * Adds a part.
   *
   * @throws IllegalArgumentException if the name is taken
   */
  public Parts with(String name, Stateful part) {
    if (parts.putIfAbsent(name, part) != null) {
      throw new IllegalArgumentException("Parts: the name " + name + " is taken");
    }
    return this;
  }

  /** The networks by name. */
  public Map<String, Parameters> networks() {
    return Collections.unmodifiableMap(networks);
  }

  @Override
  public void save(StateWriter out) {
    parts.forEach(out::put);
  }

  @Override
  public void load(StateReader in) {
    parts.forEach(in::get);
  }
}
