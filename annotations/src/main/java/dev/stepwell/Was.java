package dev.stepwell;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Declares the earlier ids of a step or a function, so runs in flight survive a rename.
 *
 * <p>On a {@link Step} method: if a run has stored nothing under the step's id but something under an old one, that is the step's
 * outcome. On a {@link Function}: this function executes the runs of the old id, which starts no more runs. Keep an old id as long as runs
 * may have it.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface Was {
  /** The ids that it had, each as it was stored: a function of version 2 as {@code export@2}. */
  String[] value();
}
