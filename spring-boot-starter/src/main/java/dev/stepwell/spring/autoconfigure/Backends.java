package dev.stepwell.spring.autoconfigure;

import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Conditions on {@code stepwell.backend}. */
final class Backends {
  private static final String INNGEST = "inngest";

  private Backends() {}

  private static boolean isInngest(ConditionContext context) {
    String backend = context.getEnvironment().getProperty("stepwell.backend", "");
    return INNGEST.equalsIgnoreCase(backend.strip());
  }

  /** Holds for an Inngest server. */
  static final class Inngest implements Condition {
    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
      return isInngest(context);
    }
  }

  /** Holds for Postgres, and for an invalid value, which the binding of the property reports. */
  static final class Postgres implements Condition {
    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
      return !isInngest(context);
    }
  }
}
