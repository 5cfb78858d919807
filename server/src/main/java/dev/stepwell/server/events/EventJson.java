package dev.stepwell.server.events;

import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.stepwell.server.runs.RunJson;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An event as JSON.
 *
 * @param time when it happened, according to its sender
 * @param acceptedAt when it was stored; null if not requested
 * @param data its payload without secrets; null if it was left out
 * @param dataLeftOut the number of characters of a payload that was left out for its size
 * @param headers its headers, without secrets
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
   * A page of events.
   *
   * @param events newest first
   * @param next the value of {@code before} for the next page; null if this is the last
   * @param unsearched how many payloads a search has left out for their size
   */
  public record Page(List<EventJson> events, @Nullable String next, int unsearched) {}
}
