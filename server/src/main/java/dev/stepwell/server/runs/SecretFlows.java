package dev.stepwell.server.runs;

import dev.stepwell.runtime.model.EventView;
import dev.stepwell.runtime.model.Payload;
import dev.stepwell.runtime.model.Run;
import dev.stepwell.runtime.model.StepView;
import dev.stepwell.runtime.secrets.Redaction;
import dev.stepwell.runtime.secrets.SecretNames;
import dev.stepwell.runtime.secrets.SecretValues;
import dev.stepwell.runtime.store.Runs;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Follows the paths of secrets into a run: its event and the run that sent it, the inputs and results of its steps,
 * including the events that it waited for, the runs that it invoked, and the run that invoked it. It examines a limited
 * number of characters and runs; beyond these, it masks whole texts.
 */
final class SecretFlows {
  private static final int MAX_CHARACTERS = 20_000_000;
  private static final int MAX_RUNS = 100;
  private static final int MAX_DEPTH = 5;
  private static final int MAX_STEPS = 5_000;

  /** Payloads up to this size are read with their steps; larger ones individually. */
  private static final int READ_AT_ONCE = 2_000;

  private static final int EVENTS_AT_ONCE = 500;

  /** The id of an event that a run sent begins with the id of that run. */
  private static final Pattern SENT_BY =
      Pattern.compile("^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}):");

  /** The beginning of the payload of an event about the end of a run. */
  private static final Pattern ABOUT_RUN = Pattern.compile(
      "^\\{\"functionId\":\"[^\"]*\",\"runId\":\"([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\"");

  private final Runs runs;
  private final SecretValues values;
  private final UnaryOperator<String> decoded;
  private final Set<Object> seen = new HashSet<>();
  private int left = MAX_CHARACTERS;
  private int runsLeft = MAX_RUNS;

  /**
   * Searches for the values of these fields.
   *
   * @param decoded decodes payloads, where this process can
   */
  SecretFlows(Runs runs, SecretNames names, UnaryOperator<String> decoded) {
    this.runs = runs;
    this.decoded = decoded;
    this.values = new SecretValues(names);
  }

  Redaction redaction() {
    return values.redaction();
  }

  void run(Run run) {
    run(run, 0);
  }

  void event(String eventId) {
    event(eventId, 0);
  }

  /** Whether only the event itself knows its secrets: no run sent it, and it is not about one. */
  static boolean isAlone(String eventId, String data) {
    return !SENT_BY.matcher(eventId).find() && !ABOUT_RUN.matcher(data).find();
  }

  private void run(UUID id, int depth) {
    if (!seen.contains(id)) {
      runs.runView(id, 0).ifPresent(view -> run(view.run(), depth));
    }
  }

  private void run(Run run, int depth) {
    if (!seen.add(run.id())) {
      return;
    }
    if (depth > MAX_DEPTH || runsLeft-- <= 0) {
      values.addUnknown();
      return;
    }
    event(run.eventId(), depth);
    gathered(run.id(), depth);
    steps(run.id());
    output(run.id());
    runs.invokedViews(run.id(), MAX_RUNS + 1).forEach(invoked -> run(invoked, depth + 1));
    if (run.caller() != null) {
      run(run.caller().runId(), depth + 1);
    }
  }

  private void event(String eventId, int depth) {
    if (!seen.add(eventId)) {
      return;
    }
    EventView event = runs.eventView(eventId, Math.max(left, 0)).orElse(null);
    if (event == null) {
      values.addUnknown();
    } else {
      take(event, depth);
    }
  }

  /** The events of a batch, of which the run's own event is one. */
  private void gathered(UUID runId, int depth) {
    int offset = 0;
    List<EventView> page;
    do {
      page = runs.gatheredEvents(runId, offset, EVENTS_AT_ONCE, READ_AT_ONCE);
      offset += page.size();
      for (EventView event : page) {
        if (seen.add(event.id())) {
          take(whole(event), depth);
        }
      }
    } while (page.size() == EVENTS_AT_ONCE);
  }

  private EventView whole(EventView event) {
    return event.data().isWhole() || left <= 0
        ? event
        : runs.eventView(event.id(), left).orElse(event);
  }

  private void take(EventView event, int depth) {
    String data = add(event.data());
    values.add(event.headers());
    follow(SENT_BY.matcher(event.id()), depth);
    follow(ABOUT_RUN.matcher(data), depth);
  }

  private void follow(Matcher id, int depth) {
    if (id.find()) {
      run(UUID.fromString(id.group(1)), depth + 1);
    }
  }

  private void steps(UUID runId) {
    int count = 0;
    for (StepView view : runs.stepViews(runId, MAX_STEPS, READ_AT_ONCE)) {
      count++;
      boolean isWhole = isWhole(view.input()) && isWhole(view.result());
      StepView whole = isWhole || left <= 0
          ? view
          : runs.stepView(runId, view.step().id(), left).orElse(view);
      add(whole.input());
      add(whole.result());
    }
    if (count == MAX_STEPS) {
      values.addUnknown();
    }
  }

  private static boolean isWhole(@Nullable Payload payload) {
    return payload == null || payload.isWhole();
  }

  private void output(UUID runId) {
    runs.runView(runId, Math.max(left, 0)).ifPresent(view -> add(view.output()));
  }

  /** Adds the secrets of a payload; returns its decoded text. */
  private String add(@Nullable Payload payload) {
    if (payload == null) {
      return "";
    }
    String text = payload.isWhole() ? decoded.apply(payload.text()) : payload.text();
    left -= Math.max(text.length(), payload.text().length());
    if (payload.isWhole() && left >= 0) {
      values.add(text);
    } else {
      values.addUnknown();
    }
    return text;
  }
}
