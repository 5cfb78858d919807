package dev.stepwell.runtime.engine;

import dev.stepwell.contract.StepDefinition;
import dev.stepwell.runtime.codec.InputJson;
import dev.stepwell.runtime.codec.Json;
import dev.stepwell.runtime.model.StoredEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Records the inputs of steps if the application enables it, because it costs each step time. They are for display
 * only; runs never read them.
 */
public final class Inputs {
  private final Json json;
  private final boolean recorded;

  /** Records with this codec, if enabled. */
  public Inputs(Json json, boolean recorded) {
    this.json = json;
    this.recorded = recorded;
  }

  /** The current arguments of a step by parameter name; null if it has none. */
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

  /** The sent events: one, or a list. */
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

  /** The awaited events with their matched fields, as JSON objects of the same number. */
  @Nullable
  String ofWaits(List<String> events, List<String> matches) {
    if (!recorded) {
      return null;
    }
    InputJson input = new InputJson(json);
    for (int i = 0; i < events.size(); i++) {
      input.add("event" + (i + 1), events.get(i)).addJson("match" + (i + 1), matches.get(i));
    }
    return json.stored(input.text());
  }

  /** The awaited event with its matched fields, as a JSON object. */
  @Nullable
  String ofWait(String event, String match) {
    return recorded
        ? json.stored(
            new InputJson(json).add("event", event).addJson("match", match).text())
        : null;
  }
}
