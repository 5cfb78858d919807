package dev.stepwell.processor.check;

/** How bad a fault is: what is surely wrong is an error, what may be right a warning. */
public enum Severity {
  /** The build fails. */
  ERROR,
  /** The compiler reports it, and continues. */
  WARNING
}
