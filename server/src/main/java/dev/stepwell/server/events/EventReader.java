package dev.stepwell.server.events;

import dev.stepwell.runtime.model.AcceptedEvent;
import dev.stepwell.runtime.model.Event;
import dev.stepwell.runtime.model.EventPage;
import dev.stepwell.runtime.store.Runs;
import dev.stepwell.server.http.Problem;
import dev.stepwell.server.runs.RunJson;
import dev.stepwell.server.runs.RunReader;
import dev.stepwell.server.secrets.Secrets;
import java.util.List;
import java.util.Map;

/** Reads events as they are shown, with the runs that they started. */
public final class EventReader {
  private final Runs stored;
  private final RunReader runs;
  private final Secrets secrets;

  /** A reader of what is stored, which has runs read by theirs. */
  public EventReader(Runs stored, RunReader runs, Secrets secrets) {
    this.stored = stored;
    this.runs = runs;
    this.secrets = secrets;
  }

  /** The events that are asked for. */
  public EventJson.Page page(EventQuery query) {
    EventPage page = stored.events(query.filter(), query.before(), query.limit());
    Map<String, List<RunJson.Summary>> started = runs.startedBy(
        page.events().stream().map(accepted -> accepted.event().id()).toList());
    return new EventJson.Page(
        page.events().stream()
            .map(accepted ->
                inList(accepted, started.getOrDefault(accepted.event().id(), List.of())))
            .toList(),
        EventQuery.text(page.next()));
  }

  private EventJson inList(AcceptedEvent accepted, List<RunJson.Summary> started) {
    Event event = accepted.event();
    Secrets.Shown data = secrets.shown(event.data(), secrets.redaction(event.data()));
    return new EventJson(
        event.id(),
        event.name(),
        event.time().toString(),
        accepted.acceptedAt().toString(),
        data.value(),
        data.leftOut(),
        started);
  }

  /** An event with its whole payload. */
  EventJson whole(String id) {
    Event event = stored.event(id).orElseThrow(() -> Problem.missing("there is no event " + id));
    return new EventJson(
        event.id(),
        event.name(),
        event.time().toString(),
        null,
        secrets.hidden(event.data(), secrets.redaction(event.data())),
        null,
        runs.summaries(stored.startedBy(id)));
  }
}
