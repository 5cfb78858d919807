package dev.stepwell.runtime.middleware;

import dev.stepwell.runtime.model.StoredEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A send.
 *
 * @param events the events, in order
 * @param sender the run that sends; null if no run does
 * @param stepId the step of the run that sends; null if no run does
 */
public record SendInfo(
    List<StoredEvent> events,
    @Nullable RunInfo sender,
    @Nullable String stepId) {
  SendInfo with(List<StoredEvent> others) {
    return new SendInfo(others, sender, stepId);
  }
}
