package dev.stepwell.runtime.engine;

import dev.stepwell.CronTick;
import dev.stepwell.contract.EventDefinition;
import dev.stepwell.contract.Identifiers;
import dev.stepwell.runtime.codec.HeadersJson;
import dev.stepwell.runtime.codec.Json;
import dev.stepwell.runtime.codec.JsonException;
import dev.stepwell.runtime.codec.Schema;
import dev.stepwell.runtime.codec.SecretFields;
import dev.stepwell.runtime.model.InvalidEventException;
import dev.stepwell.runtime.model.JsonEvent;
import dev.stepwell.runtime.model.StoredEvent;
import dev.stepwell.runtime.secrets.SecretNames;
import dev.stepwell.runtime.time.Clock;
import dev.stepwell.runtime.time.Ids;
import dev.stepwell.runtime.time.TimeRange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Creates events from records and JSON, and rejects those that do not match their schema. */
public final class Events {
  private final Json json;
  private final Clock clock;
  private final Map<Class<?>, EventDefinition<?>> byType = new HashMap<>();
  private final Map<String, List<Shape>> shapes = new TreeMap<>();
  private final SecretNames secretNames;

  /** Knows the events of these catalogs, and which fields are secret. */
  public Events(Catalogs catalogs, Json json, Clock clock) {
    this(catalogs.events(), catalogs.secretFields(), json, clock);
  }

  /** Knows these events. One name may come with several records, as two modules may see the same event. */
  public Events(Collection<EventDefinition<?>> definitions, Json json, Clock clock) {
    this(definitions, Set.of(), json, clock);
  }

  private Events(
      Collection<EventDefinition<?>> definitions,
      Set<String> secretFields,
      Json json,
      Clock clock) {
    this.json = json;
    this.clock = clock;
    Set<String> secret = new HashSet<>(secretFields);
    for (EventDefinition<?> definition : definitions) {
      if (byType.put(definition.type(), definition) == null) {
        shapes
            .computeIfAbsent(definition.name(), name -> new ArrayList<>())
            .add(new Shape(new Schema(json, definition.schema()), definition.type()));
        secret.addAll(SecretFields.in(json, definition.schema()));
      }
    }
    this.secretNames = new SecretNames(secret);
  }

  /** The fields that are secret, of events, of inputs and of results. */
  SecretNames secretNames() {
    return secretNames;
  }

  /** A definition of an event: its schema and its record. */
  private record Shape(Schema schema, Class<? extends Record> type) {}

  /** The names of the defined events, sorted. */
  public Set<String> names() {
    return shapes.keySet();
  }

  /**
   * Creates an event with this payload.
   *
   * @param id the event's id; null for a new one
   * @param time when it takes effect, if in the future; null for now
   * @throws InvalidEventException if the payload's class is not an event, or a required field is null
   */
  public StoredEvent of(Record payload, @Nullable String id, @Nullable Instant time) {
    return of(payload, id, time, Map.of());
  }

  /** Like {@link #of(Record, String, Instant)}, with headers. */
  public StoredEvent of(
      Record payload, @Nullable String id, @Nullable Instant time, Map<String, String> headers) {
    List<String> faults = new ArrayList<>();
    if (id != null) {
      checkText("the event's id", id, faults);
    }
    return event(payload, id, time, headers, faults);
  }

  /** An event that a run sends, with an id derived from the run. */
  StoredEvent sent(Record payload, String id, @Nullable Instant time, Map<String, String> headers) {
    return event(payload, id, time, headers, new ArrayList<>());
  }

  private StoredEvent event(
      Record payload,
      @Nullable String id,
      @Nullable Instant time,
      Map<String, String> headers,
      List<String> faults) {
    EventDefinition<?> definition = byType.get(payload.getClass());
    if (definition == null) {
      throw new InvalidEventException(List.of(payload.getClass().getName()
          + " is not an event: send a record that was generated for a @Function or a @CancelOn, or"
          + " annotate it with @Event"));
    }
    boolean fits = Json.isScalars(definition.type());
    String data = encoded(payload, definition);
    return checked(new JsonEvent(definition.name(), data, id, time, headers), fits, faults);
  }

  /** The event by which a run invokes a function with this payload. */
  StoredEvent invocation(Record payload, EventDefinition<?> definition, String id) {
    String data = encoded(payload, definition);
    demandFits(data, definition, new ArrayList<>());
    return new StoredEvent(id, SystemEvents.INVOKED, data, clock.now());
  }

  private void demandFits(String data, EventDefinition<?> definition, List<String> faults) {
    faults.addAll(new Schema(json, definition.schema()).faults(json, data));
    checkFits(data, definition.type(), faults);
    if (!faults.isEmpty()) {
      throw new InvalidEventException(faults);
    }
  }

  /**
   * The events as changed by middleware.
   *
   * @throws InvalidEventException if one is no longer valid
   */
  public List<StoredEvent> changed(List<StoredEvent> before, List<StoredEvent> now) {
    List<StoredEvent> events = new ArrayList<>(now.size());
    for (int i = 0; i < now.size(); i++) {
      StoredEvent event = now.get(i);
      events.add(
          event.equals(before.get(i))
              ? event
              : checked(
                  new JsonEvent(
                      event.name(), event.data(), event.id(), event.time(), event.headers()),
                  event.data().equals(before.get(i).data()),
                  new ArrayList<>()));
    }
    return events;
  }

  /** Like {@link #changed}, for the event by which a run invokes a function. */
  StoredEvent changedInvocation(
      StoredEvent before, List<StoredEvent> now, EventDefinition<?> definition) {
    StoredEvent event = now.get(0);
    if (!event.equals(before)) {
      demandFits(event.data(), definition, new ArrayList<>(HeadersJson.faults(event.headers())));
    }
    return event;
  }

  /** The event of a tick of a function's cron. */
  public StoredEvent tick(String functionId, Instant time) {
    String data = json.encode(new CronTick(functionId, time), CronTick.class);
    return new StoredEvent(functionId + "@" + time, CronTick.NAME, data, time);
  }

  private String encoded(Record payload, EventDefinition<?> definition) {
    try {
      return json.encode(payload, definition.type());
    } catch (JsonException e) {
      throw new InvalidEventException(List.of(String.valueOf(e.getMessage())));
    }
  }

  /**
   * An event with this name and JSON payload. A name without a definition here is accepted with any JSON object.
   *
   * @throws InvalidEventException if the name or the id is not valid, or the data does not match the event's schema
   */
  public StoredEvent of(JsonEvent event) {
    List<String> faults = new ArrayList<>();
    checkText("the event's name", event.name(), faults);
    if (event.id() != null) {
      checkText("the event's id", event.id(), faults);
    }
    return checked(event, false, faults);
  }

  private StoredEvent checked(JsonEvent event, boolean fits, List<String> faults) {
    String name = event.name();
    String data = event.data();
    Instant time = event.time();
    faults.addAll(HeadersJson.faults(event.headers()));
    if (name.startsWith(SystemEvents.PREFIX)) {
      faults.add("the event's name begins with the reserved prefix " + SystemEvents.PREFIX
          + ", which only events of Stepwell itself have");
    }
    String named = data;
    String rejection = json.rejection(data);
    if (rejection != null) {
      faults.add(rejection);
    }
    try {
      Shape shape = shape(name, Json.checked(data));
      List<String> ofData = shape.schema.faults(json, data);
      if (ofData.isEmpty()) {
        named = shape.schema.named(json, data);
        if (!fits) {
          checkFits(named, shape.type, faults);
        }
      }
      faults.addAll(ofData);
    } catch (JsonException e) {
      faults.add(String.valueOf(e.getMessage()));
    }
    if (time != null && !TimeRange.contains(time)) {
      faults.add("the event's time " + time + " is not between " + TimeRange.MIN + " and "
          + TimeRange.MAX);
    }
    if (!faults.isEmpty()) {
      throw new InvalidEventException(faults);
    }
    return new StoredEvent(
        event.id() == null ? Ids.next().toString() : event.id(),
        name,
        named,
        time == null ? clock.now() : TimeRange.clamp(time),
        event.headers());
  }

  /**
   * Validates data that matches its schema by the record, which has ranges, forms and constants that the schema lacks.
   */
  private void checkFits(String data, Class<? extends Record> type, List<String> faults) {
    String misfit = faults.isEmpty() && type != Record.class ? json.misfit(data, type) : null;
    if (misfit != null) {
      faults.add(misfit);
    }
  }

  /** The definition of the event with the fewest faults; any object if there is none. */
  private Shape shape(String name, String data) {
    List<Shape> known = shapes.getOrDefault(name, List.of());
    return known.size() == 1
        ? known.get(0)
        : known.stream()
            .min(Comparator.comparingInt(shape -> faults(shape, data)))
            .orElseGet(() -> new Shape(new Schema(json, "{\"type\":\"object\"}"), Record.class));
  }

  private int faults(Shape shape, String data) {
    int faults = shape.schema.faults(json, data).size();
    return faults == 0 && json.misfit(data, shape.type) != null ? 1 : faults;
  }

  /** The faults of an id with a maximum length; empty if there are none. */
  public static List<String> faultsOfId(String what, String id, int max) {
    List<String> faults = new ArrayList<>();
    checkText(what, id, faults);
    if (id.length() > max) {
      faults.add(what + " is " + id.length() + " characters long, but the maximum is " + max);
    }
    return faults;
  }

  private static void checkText(String what, String text, List<String> faults) {
    String fault = text.isBlank() ? "is missing" : Identifiers.fault(text);
    if (fault != null) {
      faults.add(what + " " + fault);
    }
  }
}
