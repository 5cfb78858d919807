package dev.stepwell.runtime.client;

import dev.stepwell.contract.EventDefinition;
import dev.stepwell.runtime.codec.Json;
import dev.stepwell.runtime.codec.JsonException;
import dev.stepwell.runtime.codec.Schema;
import dev.stepwell.runtime.model.Event;
import dev.stepwell.runtime.time.Clock;
import dev.stepwell.runtime.time.Ids;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Makes events out of records and out of JSON, and refuses what does not fit their schema. */
public final class Events {
  private static final int LONGEST_NAME = 200;
  private static final int LONGEST_ID = 200;

  private final Json json;
  private final Clock clock;
  private final Map<Class<?>, EventDefinition<?>> byType = new HashMap<>();
  private final Map<String, List<Schema>> schemas = new TreeMap<>();

  /** Knows these events. One name may come with several records, as two modules may see the same event. */
  public Events(Collection<EventDefinition<?>> definitions, Json json, Clock clock) {
    this.json = json;
    this.clock = clock;
    for (EventDefinition<?> definition : definitions) {
      if (byType.put(definition.type(), definition) == null) {
        schemas
            .computeIfAbsent(definition.name(), name -> new ArrayList<>())
            .add(new Schema(json, definition.schema()));
      }
    }
  }

  /** The names of the events that are known, sorted. */
  public Set<String> names() {
    return schemas.keySet();
  }

  /**
   * An event of this payload, now.
   *
   * @param id the event's id; null for a new one
   * @throws InvalidEventException if the payload's class is no event, or a field is null that must not be
   */
  public Event of(Record payload, @Nullable String id) {
    EventDefinition<?> definition = byType.get(payload.getClass());
    if (definition == null) {
      throw new InvalidEventException(List.of(payload.getClass().getName()
          + " is not an event: send a record that was generated for a @Function or a @CancelOn, or annotate it"
          + " with @Event"));
    }
    try {
      return checked(definition.name(), json.encode(payload, definition.type()), id);
    } catch (JsonException e) {
      throw new InvalidEventException(List.of(String.valueOf(e.getMessage())));
    }
  }

  /**
   * An event of this name and JSON payload, now. A name that no code here knows is accepted with any JSON object.
   *
   * @throws InvalidEventException if the name or the id is none, or the data does not fit the event's schema
   */
  public Event of(JsonEvent event) {
    try {
      return checked(event.name(), event.data(), event.id());
    } catch (JsonException e) {
      throw new InvalidEventException(List.of(String.valueOf(e.getMessage())));
    }
  }

  private Event checked(String name, String data, @Nullable String id) {
    List<String> faults = new ArrayList<>();
    checkText("the event's name", name, LONGEST_NAME, faults);
    if (id != null) {
      checkText("the event's id", id, LONGEST_ID, faults);
    }
    faults.addAll(dataFaults(name, Json.checked(data)));
    if (!faults.isEmpty()) {
      throw new InvalidEventException(faults);
    }
    return new Event(id == null ? Ids.next().toString() : id, name, data, clock.now());
  }

  private List<String> dataFaults(String name, String data) {
    List<String> fewest = null;
    for (Schema schema :
        schemas.getOrDefault(name, List.of(new Schema(json, "{\"type\":\"object\"}")))) {
      List<String> faults = schema.faults(json, data);
      if (fewest == null || faults.size() < fewest.size()) {
        fewest = faults;
      }
    }
    return fewest == null ? List.of() : fewest;
  }

  private static void checkText(String what, String text, int longest, List<String> faults) {
    if (text.isBlank()) {
      faults.add(what + " is missing");
    } else if (text.length() > longest) {
      faults.add(what + " is " + text.length() + " characters long, and may have " + longest);
    } else if (text.chars().anyMatch(Character::isISOControl)) {
      faults.add(what + " contains a control character");
    }
  }
}
