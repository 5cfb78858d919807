package dev.stepwell;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Cancels the live runs of a {@link Function} when an event arrives that matches the run's own event: the matched fields are equal, or
 * a condition on both events holds. Give either a match or a condition.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.METHOD, ElementType.TYPE})
@Repeatable(CancelOn.List.class)
public @interface CancelOn {
  /** The name of the event that cancels. */
  String event();

  /** The fields that must be equal in the cancelling event and in the event that started the run. */
  String[] match() default {};

  /**
   * The condition on the event that started the run ({@code event}) and the event that arrives ({@code async}), for example {@code
   * event.data.projectId == async.data.id && async.data.reason != 'test'}. The compiler checks it against the fields of both. Fields
   * of the two can be compared with each other only by {@code ==}.
   */
  String condition() default "";

  /** The container of repeated {@link CancelOn} annotations. */
  @Documented
  @Retention(RetentionPolicy.CLASS)
  @Target({ElementType.METHOD, ElementType.TYPE})
  @interface List {
    /** The annotations. */
    CancelOn[] value();
  }
}
