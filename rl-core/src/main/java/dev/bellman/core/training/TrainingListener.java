package dev.bellman.core.training;

/** Told how a training goes; may save it, evaluate its policy, or draw a progress bar. */
@FunctionalInterface
public interface TrainingListener {

  /** Listens to nothing. */
  TrainingListener NONE = training -> {};

  /** Called after each piece of a training, from the thread that trains. */
  void advanced(Training training);
}
