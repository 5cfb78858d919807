package dev.stepwell.inngest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stepwell.inngest.calls.CallRequest;
import dev.stepwell.inngest.events.ServerException;
import dev.stepwell.inngest.events.ServerHttp;
import dev.stepwell.inngest.registration.AppRegistration;
import dev.stepwell.inngest.wire.EndpointReply;
import dev.stepwell.inngest.wire.EndpointRequest;
import dev.stepwell.inngest.wire.WireJson;
import dev.stepwell.runtime.engine.BoundFunction;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Handles requests of the endpoint, by method. */
final class EndpointRoutes {
  private static final Logger log = LoggerFactory.getLogger(EndpointRoutes.class);
  private static final int BAD_REQUEST = 400;
  private static final int UNAUTHORIZED = 401;
  private static final int METHOD_NOT_ALLOWED = 405;
  private static final int ERROR = 500;

  private final EndpointParts parts;
  private final Admission admission;
  private final Sync sync;
  private final RunStates states;

  EndpointRoutes(InngestSettings settings, EndpointParts parts) {
    this.parts = parts;
    this.admission = new Admission(settings, parts.keys());
    this.sync = new Sync(settings, parts);
    this.states = new RunStates(parts.api());
  }

  EndpointReply answer(EndpointRequest request) {
    Admission.Verdict verdict = Admission.Verdict.REFUSED;
    EndpointReply reply;
    try {
      Instant now = Instant.now();
      RequestBody body = RequestBody.UNREAD;
      if (admission.isPossible(request, now)) {
        body = RequestBody.of(request);
        verdict = admission.of(request, body.canonical(), now);
      }
      reply = routed(request, body.json(), verdict);
    } catch (Throwable thrown) {
      log.error(
          "A request to the Inngest endpoint failed: {} {}",
          request.method(),
          request.query(),
          thrown);
      reply = EndpointReply.problem(
          ERROR, thrown.getClass().getName(), String.valueOf(thrown.getMessage()), false);
    }
    return completed(request, reply, verdict);
  }

  /** The maximum number of bytes that are read of the body of a request with this signature. */
  int maxBody(@Nullable String signature) {
    return admission.isPossible(signature, Instant.now())
        ? HttpMessages.MAX_BODY
        : HttpMessages.MAX_UNSIGNED_BODY;
  }

  private EndpointReply routed(
      EndpointRequest request, @Nullable JsonNode body, Admission.Verdict verdict) {
    return switch (request.method()) {
      case "GET" -> sync.introspection(verdict);
      case "PUT" -> sync.sync(request, body, verdict);
      case "POST" -> post(request, body, verdict);
      default ->
        EndpointReply.of(
                METHOD_NOT_ALLOWED,
                WireJson.object().put("message", "use GET, PUT or POST, not " + request.method()))
            .with("allow", "GET, PUT, POST");
    };
  }

  private EndpointReply post(
      EndpointRequest request, @Nullable JsonNode body, Admission.Verdict verdict) {
    if (!verdict.isAdmitted()) {
      return unauthorized("the signature of this request is missing or invalid");
    }
    if ("trust".equals(request.query().get("probe"))) {
      return new EndpointReply(200, Map.of(), new byte[0]);
    }
    if (!admission.isFirst(request, Instant.now())) {
      return unauthorized("a request with this signature was already admitted");
    }
    if (body == null) {
      return EndpointReply.problem(
          BAD_REQUEST, "InvalidBody", "the body of a call must be a JSON object", false);
    }
    String wireId = request.query().getOrDefault("fnId", "");
    String functionId = parts.names().functionId(wireId);
    if (functionId == null) {
      return EndpointReply.problem(
          ERROR,
          "UnknownFunction",
          "this endpoint has no function " + wireId + "; it has "
              + parts.names().known() + " of the application " + parts.names().appId(),
          false);
    }
    return call(functionId, request.query().getOrDefault("stepId", "step"), body);
  }

  private static EndpointReply unauthorized(String why) {
    return EndpointReply.problem(UNAUTHORIZED, "Unauthorized", why, false);
  }

  private EndpointReply call(String functionId, String stepId, JsonNode body) {
    BoundFunction function = parts.functions().get(functionId);
    if (function == null) {
      throw new IllegalStateException("the function " + functionId + " is not bound");
    }
    try {
      return parts
          .runner()
          .run(CallRequest.of(functionId, stepId, states.complete(body)), function);
    } catch (IllegalArgumentException e) {
      return EndpointReply.problem(
          BAD_REQUEST, "InvalidCall", String.valueOf(e.getMessage()), false);
    } catch (ServerException e) {
      return EndpointReply.problem(
          ERROR, "StateUnavailable", String.valueOf(e.getMessage()), false);
    }
  }

  /** Adds to a reply the headers of every reply, and signs it with the key of the request. */
  private static EndpointReply completed(
      EndpointRequest request, EndpointReply reply, Admission.Verdict verdict) {
    Map<String, String> headers = new TreeMap<>();
    headers.put("x-inngest-sdk-handled", "true");
    if (verdict.isAdmitted() || !request.method().equals("GET")) {
      headers.put("x-inngest-sdk", ServerHttp.SDK);
      headers.put("user-agent", ServerHttp.SDK);
      headers.put("x-inngest-framework", AppRegistration.FRAMEWORK);
      headers.put("x-inngest-req-version", Integer.toString(CallRequest.VERSION));
    }
    for (String trace : new String[] {"traceparent", "tracestate"}) {
      String value = request.header(trace);
      if (value != null) {
        headers.put(trace, value);
      }
    }
    headers.putAll(reply.headers());
    return verdict.signed(new EndpointReply(reply.status(), headers, reply.body()));
  }
}
