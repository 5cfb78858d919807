package dev.stepwell.runtime.engine;

import dev.stepwell.contract.StepDefinition;
import dev.stepwell.runtime.codec.InputJson;
import dev.stepwell.runtime.codec.Json;
import dev.stepwell.runtime.model.StoredEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to be recorded of what goes into steps: nothing, unless the application asks for it, for it costs every step. It is for
 * people; a run that goes on never reads it.
 */
public final class Inputs {
  private final Json json;
  private final boolean recorded;

  /** Written by this codec, if they are recorded at all. */
  public Inputs(Json json, boolean recorded) {
    this.json = json;
    this.recorded = recorded;
  }

  /** The arguments of a step by the names of its parameters, as they are now; null for one that has none. */
  @Nullable
  String of(StepDefinition<?> step, @Nullable Object[] arguments) {
    List<String> names = step.parameters();
    if (!recorded || names.isEmpty()) {
      return null;
    }
    InputJson input = new InputJson(json);
    for (int i = 0; i < names.size(); i++) {
      input.add(names.get(i), arguments[i]);
    }
    return json.stored(input.text());
  }

  /** The events that are sent: one of them, or a list. */
  @Nullable
  String ofSend(List<StoredEvent> events) {
    if (!recorded) {
      return null;
    }
    InputJson input = new InputJson(json);
    if (events.size() == 1) {
      input.addEvent("event", events.get(0));
    } else {
      input.addEvents("events", events);
    }
    return json.stored(input.text());
  }

  /** The event that is waited for, and the fields that it must have, as a JSON object. */
  @Nullable
  String ofWait(String event, String match) {
    return recorded
        ? json.stored(
            new InputJson(json).add("event", event).addJson("match", match).text())
        : null;
  }
}
