package dev.stepwell.processor.graph;

/** What is looked for in bodies, and how names are resolved. */
public enum Reading {
  /** Graphs, in a round: by names. */
  GRAPHS,
  /** Also what is wrong, if errors keep the compiler from resolving names: by names. */
  NAMED,
  /** Also what is wrong, after the last round: the compiler resolves names. */
  RESOLVED
}
