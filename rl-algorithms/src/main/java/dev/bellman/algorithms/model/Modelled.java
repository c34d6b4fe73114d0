package dev.bellman.algorithms.model;

/** Whoever has a learned model of the world. */
public interface Modelled {

  /** The model. */
  DynamicsModel model();
}
