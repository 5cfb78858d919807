package dev.stepwell.server.events;

import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.stepwell.server.runs.RunJson;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An event as JSON.
 *
 * @param time when it happened, as its sender says
 * @param acceptedAt when it was stored; null where that was not asked for
 * @param data its payload without secrets; null where it was left out
 * @param dataLeftOut how many characters the payload has, where it was left out for its size
 * @param headers what accompanies its payload, without secrets
 * @param runs the runs that it started
 */
public record EventJson(
    String id,
    String name,
    String time,
    @Nullable String acceptedAt,
    @JsonRawValue @Nullable String data,
    @Nullable Integer dataLeftOut,
    @JsonRawValue String headers,
    List<RunJson.Summary> runs) {

  /**
   * Some of the events that were asked for.
   *
   * @param events newest first
   * @param next the value of {@code before} for the next page; null if this is the last
   */
  public record Page(List<EventJson> events, @Nullable String next) {}
}
