/** Expressions over symbolic arrays, their derivatives as expressions, and compiled programs. */
module dev.bellman.autograd {
  requires transitive dev.bellman.tensor;
  requires tools.jackson.core;

  exports dev.bellman.autograd.op;
  exports dev.bellman.autograd;
  exports dev.bellman.autograd.nn;
  exports dev.bellman.autograd.optim;
  exports dev.bellman.autograd.distribution;
  exports dev.bellman.autograd.io;
}
