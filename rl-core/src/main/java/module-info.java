/**
 * Spaces, environments, exact MDPs, returns, experience, targets, policies, randomness, training,
 * checkpoints.
 */
module dev.bellman.core {
  requires transitive dev.bellman.autograd;
  requires tools.jackson.core;

  exports dev.bellman.core.space;
  exports dev.bellman.core.environment;
  exports dev.bellman.core.random;
  exports dev.bellman.core.returns;
  exports dev.bellman.core.exact;
  exports dev.bellman.core.experience;
  exports dev.bellman.core.targets;
  exports dev.bellman.core.policy;
  exports dev.bellman.core.training;
  exports dev.bellman.core.checkpoint;
}
