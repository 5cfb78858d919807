package dev.stepwell.spring.tracing;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.config.MeterFilter;

/** Gives Micrometer's tag {@code error} the type of the exception that an {@link ObservedFailure} stands for. */
final class ErrorTags implements MeterFilter {
  private static final String ERROR = "error";

  @Override
  public Meter.Id map(Meter.Id id) {
    String exception = id.getTag(Observations.EXCEPTION);
    return exception != null
            && id.getName().startsWith("stepwell.")
            && ObservedFailure.class.getSimpleName().equals(id.getTag(ERROR))
        ? id.replaceTags(Tags.of(id.getTags()).and(ERROR, exception))
        : id;
  }
}
