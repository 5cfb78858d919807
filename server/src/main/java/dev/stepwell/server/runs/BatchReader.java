package dev.stepwell.server.runs;

import dev.stepwell.runtime.model.EventView;
import dev.stepwell.runtime.model.Run;
import dev.stepwell.runtime.secrets.Redaction;
import dev.stepwell.runtime.store.Runs;
import dev.stepwell.server.http.MemoryBudget;
import dev.stepwell.server.http.Parameters;
import dev.stepwell.server.secrets.RunSecrets;
import dev.stepwell.server.secrets.Secrets;
import java.util.List;
import java.util.Set;

/** Reads the events of a batch for display, page by page, and only the displayed part of payloads. */
final class BatchReader {
  /** The maximum total of characters of a page's payloads. */
  private static final int CHARACTERS_OF_PAGE = 1_000_000;

  /** The approximate memory of an event without its payload. */
  private static final long BYTES_OF_EVENT = 2 * 1024;

  private static final Set<String> NAMES = Set.of("offset", "limit");

  private final Runs runs;
  private final Secrets secrets;
  private final RunSecrets found;

  BatchReader(Runs runs, Secrets secrets, RunSecrets found) {
    this.runs = runs;
    this.secrets = secrets;
    this.found = found;
  }

  /**
   * A part of the events.
   *
   * @param offset the number of events to leave out, from the first on
   * @param limit the maximum number of events
   */
  record Part(int offset, int limit) {
    static Part of(Parameters parameters) {
      parameters.allow(NAMES);
      return new Part(parameters.offset(), parameters.limit());
    }
  }

  /** The events that a batch has gathered for the run, in order of arrival; the share must have room for them. */
  RunJson.Batch events(Run run, Part part, MemoryBudget.Share share) {
    int each = Math.min(Secrets.LARGEST_AT_ONCE, CHARACTERS_OF_PAGE / part.limit);
    share.grow(part.limit * BYTES_OF_EVENT);
    int count = runs.countGathered(run.id());
    List<EventView> events = runs.gatheredEvents(run.id(), part.offset, part.limit, each);
    long characters =
        events.stream().mapToLong(event -> event.data().text().length()).sum();
    share.grow(characters * StepReader.BYTES_PER_CHARACTER);
    Redaction redaction = found.of(run);
    int end = part.offset + events.size();
    return new RunJson.Batch(
        count,
        events.stream().map(event -> json(event, redaction)).toList(),
        events.size() == part.limit && end < count ? end : null);
  }

  private RunJson.Started json(EventView event, Redaction redaction) {
    return RunJson.Started.by(
        event, secrets.shown(event.data(), redaction), secrets.headers(event.headers(), redaction));
  }
}
