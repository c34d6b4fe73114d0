/** Environments, the wrappers around them, and the registry that makes them by name. */
module dev.bellman.envs {
  requires transitive dev.bellman.core;
  requires static io.jhdf;
  requires tools.jackson.core;

  exports dev.bellman.envs;
  exports dev.bellman.envs.classic;
  exports dev.bellman.envs.dataset;
  exports dev.bellman.envs.lqr;
  exports dev.bellman.envs.probe;
  exports dev.bellman.envs.tabular;
  exports dev.bellman.envs.wrapper;
}
