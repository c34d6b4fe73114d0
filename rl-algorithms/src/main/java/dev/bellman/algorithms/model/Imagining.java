package dev.bellman.algorithms.model;

import dev.bellman.algorithms.learner.Parts;

/** A learner that also learns from what its model imagines. */
interface Imagining extends ModelBased {

  /** D_η. */
  Imagination imagination();

  @Override
  default DynamicsModel model() {
    return imagination().model();
  }

  @Override
  default Parts parts() {
    return ModelBased.super.parts().with("imagination", imagination());
  }
}
