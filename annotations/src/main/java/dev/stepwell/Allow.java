package dev.stepwell;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Silences what the compiler says of code between steps, where it is right for a reason that the compiler cannot see. It holds for
 * the class, method or local variable on which it stands, and for no more than it names.
 *
 * <pre>{@code
 * @Allow(value = "UnstableTime", because = "it is only logged")
 * Instant arrived = Instant.now();
 * }</pre>
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.TYPE, ElementType.METHOD, ElementType.LOCAL_VARIABLE})
@Repeatable(Allow.List.class)
public @interface Allow {
  /** The codes with which the messages open, such as {@code UnstableTime}. */
  String[] value();

  /** Why it is right here. */
  String because();

  /** Holds several {@link Allow} of one place, each with its reason. */
  @Documented
  @Retention(RetentionPolicy.CLASS)
  @Target({ElementType.TYPE, ElementType.METHOD, ElementType.LOCAL_VARIABLE})
  @interface List {
    /** What is allowed, each for itself. */
    Allow[] value();
  }
}
