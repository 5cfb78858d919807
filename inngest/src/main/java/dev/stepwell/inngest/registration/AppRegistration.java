package dev.stepwell.inngest.registration;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stepwell.inngest.events.EventEncoding;
import dev.stepwell.inngest.events.ServerHttp;
import dev.stepwell.inngest.wire.WireJson;
import dev.stepwell.runtime.model.StoredFunction;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The registration of an endpoint.
 *
 * @param appId the id of the application
 * @param functions the functions, described by the catalogs
 * @param encoding the encoding of events
 */
public record AppRegistration(
    String appId, List<StoredFunction> functions, EventEncoding encoding) {
  /** The name of the framework on a server. */
  public static final String FRAMEWORK = "stepwell";

  /** Copies the functions. */
  public AppRegistration {
    functions = List.copyOf(functions);
  }

  /** The registration of the endpoint at this URL. */
  public ObjectNode document(String url) {
    ObjectNode document = WireJson.object()
        .put("url", url)
        .put("deployType", "ping")
        .put("framework", FRAMEWORK)
        .put("appName", appId)
        .put("sdk", ServerHttp.SDK)
        .put("v", "0.1");
    document.set("capabilities", capabilities());
    document.set("functions", functions(url));
    return document;
  }

  /** The capabilities of the endpoint in addition to calls. */
  public static ObjectNode capabilities() {
    return WireJson.object().put("trust_probe", "v1");
  }

  /** The functions of the endpoint at this URL. */
  public ArrayNode functions(String url) {
    Set<String> replaced = new HashSet<>();
    functions.forEach(function -> replaced.addAll(function.replaces()));
    RegistrationJson json = new RegistrationJson(appId, url, encoding);
    ArrayNode array = WireJson.array();
    for (StoredFunction function : functions) {
      array.add(json.of(function, replaced.contains(function.id())));
      if (function.onFailure()) {
        array.add(json.ofFailure(function));
      }
    }
    return array;
  }

  /** The ids of the functions that schedules start. */
  public Set<String> scheduled() {
    return functions.stream()
        .filter(function -> !function.description().crons().isEmpty())
        .map(StoredFunction::id)
        .collect(Collectors.toSet());
  }

  /** The number of functions of this endpoint on the server. */
  public int count() {
    return (int)
        (functions.size() + functions.stream().filter(StoredFunction::onFailure).count());
  }
}
