package dev.stepwell.processor.model;

/** A kind of code between the steps of a function that is not safe to replay. */
public enum Hazard {
  /** It reads the time; the words are the call. */
  TIME,
  /** It creates an id; the words are the call. */
  ID,
  /** It draws a random number; the words are the call. */
  RANDOM,
  /** It reads a property of the machine; the words are the call. */
  ENVIRONMENT,
  /** It reads or writes files, the network or a database; the words are the call. */
  IO,
  /** It sleeps on its thread; the words are the call. */
  SLEEP,
  /** It starts work on another thread; the words are the call. */
  THREAD,
  /** It calls a step on another thread; the words are the call that receives the step. */
  STEP_IN_THREAD,
  /** It sets a field; the word is the field's name. */
  STATE,
  /** It catches the suspension of a run; the words are the type and the name of the exception. */
  CAUGHT_SUSPENSION,
  /** It calls what is no step in a {@code finally} around steps; the words are the call. */
  EARLY_FINALLY,
  /** It leaves a {@code finally} around steps; the words are the statement. */
  LEAVING_FINALLY,
  /** A step ignores its interruption; the words are the exception as caught, and the step. */
  SWALLOWED_INTERRUPT,
  /** A step starts work and does not wait for it; the words are the call and the step. */
  LOST_WORK,
  /** It makes the id of a step of what is another each time; the words are that. */
  STEP_ID,
  /** It puts a secret into the id of a step; the words are the secret as written. */
  SECRET_STEP_ID,
  /** It gives a step an id that cannot be stored; the words are the id as written, and its fault. */
  STEP_TEXT,
  /** It changes what a step returned; the words are the call and the name of the result. */
  CHANGED_RESULT,
  /** It goes through what has no order, with steps; the words are what it goes through. */
  ORDER,
  FIRST,
  /** It calls a step inside a step; the words are both calls. */
  STEP_WITHIN_STEP,
  /** It calls {@code Steps} inside a step; the words are the call's name and the enclosing step. */
  STEPS_WITHIN_STEP,
  /** It sleeps for a negative time; the words are the duration. */
  NEGATIVE_SLEEP,
  /** It waits for a negative time, or looks back for as long; the words are the duration. */
  NEGATIVE_WAIT,
  /** It catches what a step throws, which a flow sees as another exception; the words are the type and the name of what is caught. */
  CAUGHT_FAILURE,
  /** An inline step changes what is outside it; the words are the call and the step. */
  LOST_CHANGE,
  /** It reads a field that a step sets; the word is the field's name. */
  LOST_FIELD,
  /** A step changes its argument; the words are the call, the step and the argument. */
  CHANGED_ARGUMENT,
  /** It calls a step on an object that is not durable; the words are the call and the class. */
  PLAIN_STEP,
  /** It calls a step by {@code super}; the word is the call. */
  SUPER_STEP,
  /** It sleeps for longer than a run may take; the words are the duration and the timeout. */
  LONG_SLEEP,
  /** It waits for longer than a run may take; the words are the duration and the timeout. */
  LONG_WAIT,
  /** It sends what is no event; the words are the class. */
  NOT_AN_EVENT,
  /** It uses the connection of a transaction outside of one; the words are the call. */
  FLOW_CONNECTION,
  /** It waits for an event with a field that is null; the words are the call. */
  NULL_MATCH,
  /** A transactional step ends its transaction; the words are the call. */
  ENDED_TRANSACTION,
  /** A transactional step takes another connection; the words are the call. */
  OTHER_CONNECTION,
  /** Parallel branches share what is not made for it; the words are the use and the name. */
  SHARED_BRANCH,
  /** It repeats steps without an end; the word is the loop. */
  ENDLESS_LOOP,
  /** It holds a resource around steps; the words are the resource. */
  OPEN_RESOURCE,
  /** It holds a lock around steps; the words are the lock. */
  HELD_LOCK,
  /** It waits for any of no events; the words are the matches as written. */
  ANY_OF_NONE,
  /** It has a race without branches; the words are the branches as written. */
  EMPTY_RACE,
  /** It has a race with a wrong number of winners; the words are that number, and the largest possible one. */
  RACE_WINNERS,
  /** It has an inline step whose result JSON cannot carry; the words are the class as written, and the reason. */
  INLINE_RESULT
}
