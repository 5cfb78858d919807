package dev.stepwell;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says under which ids earlier code has stored what is this step's, or this function's, so that runs in flight survive a new
 * name.
 *
 * <p>On a {@link Step} method: where a run has stored nothing under the step's id and something under an old one, that is the
 * step's outcome. On a {@link Function}, a method or a class: runs that were started under an old id are executed by this function, and the
 * old id starts no more. An old id stays named for as long as runs may carry it.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface Was {
  /** The ids that it had, each as it was stored: a function of version 2 as {@code export@2}. */
  String[] value();
}
