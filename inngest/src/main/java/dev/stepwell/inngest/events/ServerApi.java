package dev.stepwell.inngest.events;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stepwell.inngest.events.ServerHttp.Answer;
import dev.stepwell.inngest.wire.WireJson;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The API of a server: registration, the state of runs, checkpoints. */
public final class ServerApi {
  private static final Set<String> ENDED = Set.of("Completed", "Failed", "Cancelled", "Skipped");
  private static final int NOT_FOUND = 404;
  private static final int GONE = 410;

  private final ServerHttp http;
  private final String origin;

  /** The API at this origin. */
  public ServerApi(ServerHttp http, String origin) {
    this.http = http;
    this.origin = origin;
  }

  /** The origin. */
  public String origin() {
    return origin;
  }

  /**
   * Registers.
   *
   * @param deployId the server's id of the deploy; null for none
   * @param serverKind the kind of server that requested it; null if none did
   * @return whether the server has changed something
   * @throws ServerException if it rejects the registration or does not respond
   */
  public boolean register(
      ObjectNode document, @Nullable String deployId, @Nullable String serverKind) {
    Map<String, String> headers = new TreeMap<>();
    headers.put("x-inngest-sync-kind", "out_of_band");
    headers.put("x-inngest-framework", document.path("framework").asText());
    if (serverKind != null) {
      headers.put("x-inngest-expected-server-kind", serverKind);
    }
    String query =
        deployId == null ? "" : "?deployId=" + URLEncoder.encode(deployId, StandardCharsets.UTF_8);
    Answer answer =
        http.request("POST", origin + "/fn/register" + query, headers, WireJson.bytes(document));
    JsonNode body = json(answer);
    String error = body.path("error").asText("");
    if (!answer.isSuccess() || !error.isEmpty()) {
      throw new ServerException(
          "the Inngest server at " + origin + " rejected the registration: status "
              + answer.status() + (error.isEmpty() ? "" : ", " + error),
          answer.status(),
          null);
    }
    return body.path("modified").asBoolean(false);
  }

  /**
   * The server's state of a run that is too large for a call.
   *
   * @param what {@code batch} for the events, {@code actions} for the steps
   * @throws ServerException if it rejects the request or does not respond
   */
  public JsonNode runState(String runId, String what) {
    Answer answer = http.request(
        "GET",
        origin + "/v0/runs/" + URLEncoder.encode(runId, StandardCharsets.UTF_8) + "/" + what,
        Map.of(),
        null);
    if (!answer.isSuccess()) {
      throw new ServerException(
          "the state of run " + runId + " could not be loaded: the Inngest server responded with "
              + answer.status() + " for its " + what,
          answer.status(),
          null);
    }
    return json(answer);
  }

  /**
   * Cancels a run; returns false if it has ended or does not exist. The server accepts the cancellation of a run that has ended, so
   * its status is read before.
   *
   * @throws ServerException if the server rejects the request or does not respond
   */
  public boolean cancel(String runId) {
    String url = origin + "/v1/runs/" + URLEncoder.encode(runId, StandardCharsets.UTF_8);
    Answer known = http.request("GET", url, Map.of(), null);
    if (isUnknown(known) || (known.isSuccess() && hasEnded(json(known)))) {
      return false;
    }
    Answer answer = http.request("DELETE", url, Map.of(), null);
    if (!answer.isSuccess() && !isUnknown(answer)) {
      throw new ServerException(
          "run " + runId + " was not cancelled: the Inngest server responded with "
              + answer.status(),
          answer.status(),
          null);
    }
    return answer.isSuccess();
  }

  private static boolean isUnknown(Answer answer) {
    return answer.status() == NOT_FOUND || answer.status() == GONE;
  }

  private static boolean hasEnded(JsonNode run) {
    return ENDED.contains(run.path("data").path("status").asText(""));
  }

  /** Stores outcomes of a run's steps during a call. Returns the HTTP status. */
  public int checkpoint(String runId, ObjectNode body) {
    return http.request(
            "POST",
            origin + "/v1/checkpoint/" + URLEncoder.encode(runId, StandardCharsets.UTF_8)
                + "/async",
            Map.of(),
            WireJson.bytes(body))
        .status();
  }

  /** The body of a response. One that reports success without JSON is of another server, or incomplete. */
  private JsonNode json(Answer answer) {
    try {
      return WireJson.read(answer.body());
    } catch (IOException e) {
      if (answer.isSuccess()) {
        throw new ServerException(
            "the response of " + origin + " is not JSON: is this the address of an Inngest server?",
            0,
            e);
      }
      return WireJson.object();
    }
  }
}
