package dev.stepwell.processor.model;

/** What the body of a function may do between steps that does not bear to be replayed. */
public enum Hazard {
  /** It asks for the time; the words are the call. */
  TIME,
  /** It makes an id; the words are the call. */
  ID,
  /** It draws a random number; the words are the call. */
  RANDOM,
  /** It asks the machine on which it runs; the words are the call. */
  ENVIRONMENT,
  /** It reads or writes files, the network or a database; the words are the call. */
  IO,
  /** It sleeps on its thread; the words are the call. */
  SLEEP,
  /** It starts work on another thread; the words are the call. */
  THREAD,
  /** It calls a step on another thread; the words are the call that is given the step. */
  STEP_IN_THREAD,
  /** It sets a field; the word is the field's name. */
  STATE,
  /** It catches the signal by which a run leaves its flow; the words are the type and the name of what is caught. */
  CAUGHT_SUSPENSION,
  /** It calls what is no step in a {@code finally} around steps; the words are the call. */
  EARLY_FINALLY,
  /** It makes the id of a step of what is another each time; the words are that. */
  STEP_ID,
  /** It gives a step an id that cannot be stored; the words are the id as it is written, and what is wrong with it. */
  STEP_TEXT,
  /** It changes what a step returned; the words are the call and the name of the result. */
  CHANGED_RESULT,
  /** It goes through what has no order, with steps; the words are what it goes through. */
  ORDER,
  /** It calls a step inside a step; the words are both, as they are called. */
  STEP_WITHIN_STEP,
  /** It calls the steps inside a step; the words are the call's name and the step around it. */
  STEPS_WITHIN_STEP,
  /** It sleeps for less than no time; the words are the duration. */
  NEGATIVE_SLEEP,
  /** It waits for less than no time, or looks back for as long; the words are the duration. */
  NEGATIVE_WAIT,
  /** It has an inline step whose result JSON cannot carry; the words are the class as it is written, and why. */
  INLINE_RESULT
}
