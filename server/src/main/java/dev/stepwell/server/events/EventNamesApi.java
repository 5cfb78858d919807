package dev.stepwell.server.events;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stepwell.runtime.Stepwell;
import dev.stepwell.runtime.model.FunctionDescription.EventSchema;
import dev.stepwell.runtime.model.StoredFunction;
import dev.stepwell.runtime.secrets.SecretWords;
import dev.stepwell.server.functions.CachedFunctions;
import dev.stepwell.server.http.HttpJson;
import dev.stepwell.server.http.Routes;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** {@code /api/event-names}: the known events, with their schemas. */
public final class EventNamesApi {
  /** The maximum number of listed names without listeners. */
  private static final int MAX_UNHEARD = 200;

  private final Stepwell stepwell;
  private final CachedFunctions functions;

  /** Names the events of functions, and those received. */
  public EventNamesApi(Stepwell stepwell, CachedFunctions functions) {
    this.stepwell = stepwell;
    this.functions = functions;
  }

  /** Adds its route. */
  public void addTo(Routes routes) {
    routes.get("/api/event-names", request -> request.json(new Answer(names())));
  }

  /** All names, sorted. */
  record Answer(List<EventName> names) {}

  /**
   * The name of an event.
   *
   * @param functions the functions that it starts
   * @param cancels the functions whose runs it cancels
   * @param schema the JSON schema of its payload; null if none is known
   */
  record EventName(
      String name,
      List<String> functions,
      List<String> cancels,
      @Nullable JsonNode schema) {}

  private List<EventName> names() {
    Map<String, JsonNode> schemas = new TreeMap<>();
    Set<String> names = new TreeSet<>(stepwell.runs().recentEventNames(MAX_UNHEARD));
    for (StoredFunction function : functions.all()) {
      names.addAll(function.events());
      function.cancelOn().forEach(cancel -> names.add(cancel.event()));
      for (EventSchema schema : function.description().schemas()) {
        schemas.put(schema.event(), marked(HttpJson.tree(schema.schema())));
      }
    }
    names.addAll(schemas.keySet());
    return names.stream()
        .map(name -> new EventName(name, started(name), cancelled(name), schemas.get(name)))
        .toList();
  }

  private List<String> started(String name) {
    return functions.all().stream()
        .filter(function -> function.events().contains(name))
        .map(StoredFunction::id)
        .toList();
  }

  private List<String> cancelled(String name) {
    return functions.all().stream()
        .filter(
            function -> function.cancelOn().stream().anyMatch(on -> on.event().equals(name)))
        .map(StoredFunction::id)
        .toList();
  }

  /** Fields whose names suggest secrets are write-only, like those that are marked as secret. */
  private static JsonNode marked(JsonNode schema) {
    for (Map.Entry<String, JsonNode> field : schema.path("properties").properties()) {
      if (SecretWords.areIn(field.getKey()) && field.getValue() instanceof ObjectNode property) {
        property.put("writeOnly", true);
      }
    }
    return schema;
  }
}
