package dev.stepwell.inngest.registration;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stepwell.inngest.events.ServerHttp;
import dev.stepwell.inngest.wire.WireJson;
import dev.stepwell.runtime.model.StoredFunction;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What the endpoint tells a server about itself.
 *
 * @param appId the id of the application
 * @param functions the functions, as the catalogs describe them
 */
public record AppRegistration(String appId, List<StoredFunction> functions) {
  /** The name of the framework, as a server shows it. */
  public static final String FRAMEWORK = "stepwell";

  /** Keeps a copy of the functions. */
  public AppRegistration {
    functions = List.copyOf(functions);
  }

  /** The document by which the endpoint at this URL registers. */
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

  /** What the endpoint can do beyond calls. */
  public static ObjectNode capabilities() {
    return WireJson.object().put("trust_probe", "v1");
  }

  /** The functions of the endpoint at this URL. */
  public ArrayNode functions(String url) {
    Set<String> replaced = new HashSet<>();
    functions.forEach(function -> replaced.addAll(function.replaces()));
    RegistrationJson json = new RegistrationJson(appId, url);
    ArrayNode array = WireJson.array();
    for (StoredFunction function : functions) {
      array.add(json.of(function, replaced.contains(function.id())));
      if (function.onFailure()) {
        array.add(json.ofFailure(function));
      }
    }
    return array;
  }

  /** How many functions the server knows of this endpoint. */
  public int count() {
    return (int)
        (functions.size() + functions.stream().filter(StoredFunction::onFailure).count());
  }
}
