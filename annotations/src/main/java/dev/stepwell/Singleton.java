package dev.stepwell;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Allows one live run of a {@link Function} per key. A run is live while it waits to start, executes, sleeps or waits. The {@link
 * #mode} determines what happens to a second run. The decision is part of the transaction that creates the run, and applies to reruns
 * as well.
 *
 * <p>A run that is not executed because of another is recorded as skipped, with the id of that other run.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface Singleton {
  /** What separates runs, as in {@link Concurrency#key}. If empty, the function has one live run. */
  String[] key() default {};

  /** What happens to a run while another one of its key is live. */
  Mode mode() default Mode.SKIP;

  /** What happens to a run of a {@link Singleton} function while another one of its key is live. */
  enum Mode {
    /** The new run is recorded as skipped. */
    SKIP,
    /** The live run is cancelled, and the newest run starts when it has stopped. One that has not started is recorded as skipped. */
    CANCEL,
    /** The live run continues. The newest run waits for its end; one that waited before is recorded as skipped. */
    QUEUE_LATEST
  }
}
