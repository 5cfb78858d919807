package dev.stepwell;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Cancels the live runs of a {@link Function} when an event arrives whose matched fields equal those of the run's event. */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.METHOD, ElementType.TYPE})
@Repeatable(CancelOn.List.class)
public @interface CancelOn {
  /** The name of the event that cancels. */
  String event();

  /** The fields, at least one, that must be equal in the cancelling event and in the event that started the run. */
  String[] match();

  /** Holds several {@link CancelOn} of one function. */
  @Documented
  @Retention(RetentionPolicy.CLASS)
  @Target({ElementType.METHOD, ElementType.TYPE})
  @interface List {
    /** The cancellations, each for itself. */
    CancelOn[] value();
  }
}
