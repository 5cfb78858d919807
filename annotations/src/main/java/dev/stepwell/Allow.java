package dev.stepwell;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Silences a compiler check of code between steps, where the code is correct for a reason that the compiler cannot see. It applies to
 * the annotated class, method or local variable, and only to the codes that it names.
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
  /** The codes at the start of the messages, such as {@code UnstableTime}. */
  String[] value();

  /** Why the code is correct here. */
  String because();

  /** The container of repeated {@link Allow} annotations. */
  @Documented
  @Retention(RetentionPolicy.CLASS)
  @Target({ElementType.TYPE, ElementType.METHOD, ElementType.LOCAL_VARIABLE})
  @interface List {
    /** The annotations. */
    Allow[] value();
  }
}
