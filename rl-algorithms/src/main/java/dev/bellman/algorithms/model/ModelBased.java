package dev.bellman.algorithms.model;

import dev.bellman.algorithms.learner.Figures;
import dev.bellman.algorithms.learner.Parts;
import dev.bellman.algorithms.loop.OffPolicyLearner;
import dev.bellman.autograd.Parameters;
import dev.bellman.core.policy.Policy;
import java.util.LinkedHashMap;
import java.util.Map;

/** A learner that has a model of the world, and acts and learns as another one does. */
interface ModelBased extends OffPolicyLearner, Modelled {

  /** Who acts and learns. */
  OffPolicyLearner base();

  @Override
  default void act(float[] observations, int rows, double remaining, float[] actions) {
    base().act(observations, rows, remaining, actions);
  }

  @Override
  default void episodeEnded(int i) {
    base().episodeEnded(i);
  }

  @Override
  default Policy target() {
    return base().target();
  }

  @Override
  default Policy greedy() {
    return base().greedy();
  }

  @Override
  default Figures figures() {
    return base().figures();
  }

  @Override
  default Parts parts() {
    return new Parts().with("learner", base()).with("model", model());
  }

  @Override
  default Map<String, Double> metrics() {
    Map<String, Double> metrics = base().metrics();
    metrics.putAll(model().metrics());
    return metrics;
  }

  @Override
  default Map<String, Parameters> parameters() {
    Map<String, Parameters> networks = new LinkedHashMap<>(base().parameters());
    networks.putAll(model().parameters());
    return networks;
  }
}
