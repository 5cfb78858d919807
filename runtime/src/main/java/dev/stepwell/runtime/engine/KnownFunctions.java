package dev.stepwell.runtime.engine;

/** The functions by which this process matches events. */
public interface KnownFunctions {
  /** What events set off, by the functions as they were last loaded. */
  Matching matching();

  /** Loads the functions anew. */
  void reload();
}
