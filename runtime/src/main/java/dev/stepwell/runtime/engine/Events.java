package dev.stepwell.runtime.engine;

import dev.stepwell.CronTick;
import dev.stepwell.contract.EventDefinition;
import dev.stepwell.runtime.codec.Json;
import dev.stepwell.runtime.codec.JsonException;
import dev.stepwell.runtime.codec.Schema;
import dev.stepwell.runtime.model.Event;
import dev.stepwell.runtime.model.InvalidEventException;
import dev.stepwell.runtime.model.JsonEvent;
import dev.stepwell.runtime.time.Clock;
import dev.stepwell.runtime.time.Ids;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
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
  private static final Instant FIRST = Instant.EPOCH;
  private static final Instant LAST = Instant.parse("9999-01-01T00:00:00Z");

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
   * An event of this payload.
   *
   * @param id the event's id; null for a new one
   * @param time when it takes effect if that is to come; null for now
   * @throws InvalidEventException if the payload's class is no event, or a field is null that must not be
   */
  public Event of(Record payload, @Nullable String id, @Nullable Instant time) {
    List<String> faults = new ArrayList<>();
    if (id != null) {
      checkText("the event's id", id, LONGEST_ID, faults);
    }
    return event(payload, id, time, faults);
  }

  /** An event that a run sends, under an id that follows from the run. */
  Event sent(Record payload, String id, @Nullable Instant time) {
    return event(payload, id, time, new ArrayList<>());
  }

  private Event event(
      Record payload, @Nullable String id, @Nullable Instant time, List<String> faults) {
    EventDefinition<?> definition = byType.get(payload.getClass());
    if (definition == null) {
      throw new InvalidEventException(List.of(payload.getClass().getName()
          + " is not an event: send a record that was generated for a @Function or a @CancelOn, or annotate it"
          + " with @Event"));
    }
    return checked(definition.name(), encoded(payload, definition), id, time, faults);
  }

  /** The event by which a run invokes a function that is called with this payload. */
  Event invocation(Record payload, EventDefinition<?> definition, String id) {
    String data = encoded(payload, definition);
    List<String> faults = new Schema(json, definition.schema()).faults(json, data);
    if (!faults.isEmpty()) {
      throw new InvalidEventException(faults);
    }
    return new Event(id, SystemEvents.INVOKED, data, clock.now());
  }

  /** The event of a tick of a function's clock. */
  public Event tick(String functionId, Instant time) {
    String data = json.encode(new CronTick(functionId, time), CronTick.class);
    return new Event(functionId + "@" + time, CronTick.NAME, data, time);
  }

  private String encoded(Record payload, EventDefinition<?> definition) {
    try {
      return json.encode(payload, definition.type());
    } catch (JsonException e) {
      throw new InvalidEventException(List.of(String.valueOf(e.getMessage())));
    }
  }

  /**
   * An event of this name and JSON payload. A name that no code here knows is accepted with any JSON object.
   *
   * @throws InvalidEventException if the name or the id is none, or the data does not fit the event's schema
   */
  public Event of(JsonEvent event) {
    List<String> faults = new ArrayList<>();
    checkText("the event's name", event.name(), LONGEST_NAME, faults);
    if (event.id() != null) {
      checkText("the event's id", event.id(), LONGEST_ID, faults);
    }
    return checked(event.name(), event.data(), event.id(), event.time(), faults);
  }

  private Event checked(
      String name, String data, @Nullable String id, @Nullable Instant time, List<String> faults) {
    if (name.startsWith(SystemEvents.PREFIX)) {
      faults.add("the event's name begins with " + SystemEvents.PREFIX
          + ", as those do that Stepwell itself sends");
    }
    String named = data;
    try {
      Schema schema = schema(name, Json.checked(data));
      List<String> ofData = schema.faults(json, data);
      faults.addAll(ofData);
      named = ofData.isEmpty() ? schema.named(json, data) : data;
    } catch (JsonException e) {
      faults.add(String.valueOf(e.getMessage()));
    }
    if (time != null && (time.isBefore(FIRST) || time.isAfter(LAST))) {
      faults.add("the event's time " + time + " is not between " + FIRST + " and " + LAST);
    }
    if (!faults.isEmpty()) {
      throw new InvalidEventException(faults);
    }
    return new Event(
        id == null ? Ids.next().toString() : id, name, named, time == null ? clock.now() : time);
  }

  /** Of the schemas of the event that by which the fewest faults are found. */
  private Schema schema(String name, String data) {
    List<Schema> known = schemas.getOrDefault(name, List.of());
    return known.size() == 1
        ? known.get(0)
        : known.stream()
            .min(Comparator.comparingInt(schema -> schema.faults(json, data).size()))
            .orElseGet(() -> new Schema(json, "{\"type\":\"object\"}"));
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
