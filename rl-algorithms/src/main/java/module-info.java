/** The algorithms of the notes, and the loops that drive them. */
module dev.bellman.algorithms {
  requires transitive dev.bellman.core;

  exports dev.bellman.algorithms.exact;
  exports dev.bellman.algorithms.learner;
  exports dev.bellman.algorithms.loop;
  exports dev.bellman.algorithms.model;
  exports dev.bellman.algorithms.offline;
  exports dev.bellman.algorithms.policy;
  exports dev.bellman.algorithms.tabular;
  exports dev.bellman.algorithms.value;
}
