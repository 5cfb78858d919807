package dev.stepwell.inngest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stepwell.inngest.events.ServerException;
import dev.stepwell.inngest.events.ServerHttp;
import dev.stepwell.inngest.registration.AppRegistration;
import dev.stepwell.inngest.wire.EndpointReply;
import dev.stepwell.inngest.wire.EndpointRequest;
import dev.stepwell.inngest.wire.StepHash;
import dev.stepwell.inngest.wire.WireJson;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Introspection of the endpoint, and registration on request of a server. */
final class Sync {
  private static final String KIND = "x-inngest-sync-kind";
  private static final String IN_BAND = "in_band";
  private static final int BAD_REQUEST = 400;
  private static final int UNAUTHORIZED = 401;
  private static final int ERROR = 500;

  private final InngestSettings settings;
  private final EndpointParts parts;

  Sync(InngestSettings settings, EndpointParts parts) {
    this.settings = settings;
    this.parts = parts;
  }

  /** Introspection: empty for strangers, complete for the server that signs. */
  EndpointReply introspection(Admission.Verdict verdict) {
    return verdict.isAdmitted()
        ? EndpointReply.of(200, inspection(verdict.key() != null))
        : unauthorized();
  }

  private static EndpointReply unauthorized() {
    return EndpointReply.of(UNAUTHORIZED, WireJson.object().put("message", "Unauthorized"));
  }

  private ObjectNode inspection(boolean authenticated) {
    ObjectNode json = WireJson.object()
        .put("function_count", parts.registration().count())
        .put("has_event_key", settings.eventKey() != null)
        .put("has_signing_key", settings.signingKey() != null)
        .put("has_signing_key_fallback", settings.fallbackKey() != null)
        .put("mode", settings.isDev() ? "dev" : "cloud")
        .put("schema_version", "2024-05-24");
    json.putObject("extra").put("is_mode_explicit", true);
    if (!authenticated) {
      return json.putNull("authentication_succeeded");
    }
    List<String> hashes = parts.keys().hashes();
    String eventKey = settings.eventKey();
    json.put("authentication_succeeded", true)
        .put("api_origin", settings.apiOrigin() + "/")
        .put("app_id", settings.appId())
        .put("env", settings.environment())
        .put("event_api_origin", settings.eventOrigin() + "/")
        .put(
            "event_key_hash",
            eventKey == null ? null : StepHash.sha256(eventKey.getBytes(StandardCharsets.UTF_8)))
        .put("framework", AppRegistration.FRAMEWORK)
        .put("sdk_language", "java")
        .put("sdk_version", version())
        .put("serve_origin", settings.serveOrigin())
        .put("serve_path", settings.servePath())
        .put("signing_key_hash", shortened(hashes, 0))
        .put("signing_key_fallback_hash", shortened(hashes, 1));
    json.set("capabilities", AppRegistration.capabilities());
    return json;
  }

  private static @Nullable String shortened(List<String> hashes, int index) {
    return index < hashes.size() ? hashes.get(index).substring(0, 12) : null;
  }

  private static String version() {
    return ServerHttp.SDK.substring(ServerHttp.SDK.indexOf(':') + 2);
  }

  /** Registers the endpoint, or returns its registration. */
  EndpointReply sync(EndpointRequest request, @Nullable JsonNode body, Admission.Verdict verdict) {
    boolean signed = verdict.key() != null;
    if (IN_BAND.equals(request.header(KIND))) {
      if (!verdict.isAdmitted()) {
        return unauthorized();
      }
      return body != null && body.path("url").asText("").startsWith("http")
          ? inBand(request, body)
          : withoutUrl();
    }
    String url = url(request, body, settings.isDev() || signed);
    try {
      boolean modified = parts
          .api()
          .register(
              parts.registration().document(url),
              request.query().get("deployId"),
              request.header("x-inngest-server-kind"));
      return EndpointReply.of(
          200,
          WireJson.object().put("message", "Successfully registered").put("modified", modified));
    } catch (ServerException e) {
      return EndpointReply.of(
          ERROR, WireJson.object().put("message", e.getMessage()).put("modified", false));
    }
  }

  private static EndpointReply withoutUrl() {
    return EndpointReply.of(
        BAD_REQUEST,
        WireJson.object()
            .put("code", "invalid_request")
            .put(
                "message",
                "the body of an in-band sync must be an object with the url of the endpoint"));
  }

  private EndpointReply inBand(EndpointRequest request, JsonNode body) {
    String url = url(request, body, true);
    ObjectNode json = WireJson.object()
        .put("app_id", settings.appId())
        .putNull("appVersion")
        .put("env", settings.environment())
        .put("framework", AppRegistration.FRAMEWORK)
        .putNull("platform")
        .put("sdk_author", "stepwell")
        .put("sdk_language", "java")
        .put("sdk_version", version())
        .put("sdk", ServerHttp.SDK)
        .put("url", url);
    json.set("capabilities", AppRegistration.capabilities());
    json.set("functions", parts.registration().functions(url));
    json.set("inspection", inspection(true));
    return EndpointReply.of(200, json).with(KIND, IN_BAND);
  }

  /**
   * The URL of this endpoint for the server: from the settings, or else from the server if it is one, or else from the
   * request.
   */
  private String url(EndpointRequest request, @Nullable JsonNode body, boolean trusted) {
    String origin = settings.serveOrigin();
    if (origin != null) {
      return origin + settings.servePath();
    }
    String said = body == null ? "" : body.path("url").asText("");
    String url = trusted && said.startsWith("http") ? said : request.url();
    int query = url.indexOf('?');
    return query < 0 ? url : url.substring(0, query);
  }
}
