package dev.bellman.envs.tabular;

/** A world that can draw its present state in plain characters. */
@FunctionalInterface
public interface TextRendering {

  /** The state as lines of text, without a line break at the end. */
  String render();
}
