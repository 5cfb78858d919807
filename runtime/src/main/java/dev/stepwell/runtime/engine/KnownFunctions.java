package dev.stepwell.runtime.engine;

/** The functions that this process matches events with. */
public interface KnownFunctions {
  /** Matches events, with the functions as last loaded. */
  Matching matching();

  /** Reloads the functions. */
  void reload();
}
