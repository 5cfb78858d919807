package dev.stepwell.inngest.events;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stepwell.inngest.events.ServerHttp.Answer;
import dev.stepwell.inngest.wire.WireJson;
import dev.stepwell.runtime.model.InvalidEventException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Sends events to a server in batches. Each request is retried with the same seed, by which the server identifies it.
 */
public final class EventApi {
  private static final String SEED = "x-inngest-event-id-seed";
  private static final int SEED_BYTES = 10;
  private static final int MAX_BATCH = 1_000;
  private static final int MAX_BATCH_BYTES = 3 * 1024 * 1024;
  private static final int ATTEMPTS = 6;
  private static final long FIRST_PAUSE_MILLIS = 100;
  private static final int OK = 200;

  private final ServerHttp http;
  private final String url;
  private final int maxBytes;

  /**
   * Sends to a server.
   *
   * @param origin the origin that receives events
   * @param key the event key
   * @param maxBytes the maximum number of bytes of an event
   */
  public EventApi(ServerHttp http, String origin, String key, int maxBytes) {
    this.http = http;
    this.url = origin + "/e/" + URLEncoder.encode(key, StandardCharsets.UTF_8);
    this.maxBytes = maxBytes;
  }

  /**
   * Sends events, and returns the server's ids of them, in order.
   *
   * @throws InvalidEventException if one is too large, or invalid for the server
   * @throws ServerException if the server rejects it or does not respond
   */
  public List<String> send(List<WireEvent> events) {
    List<byte[]> written = events.stream().map(this::written).toList();
    List<String> ids = new ArrayList<>();
    int from = 0;
    while (from < written.size()) {
      int to = from;
      long bytes = 0;
      do {
        bytes += written.get(to).length + 1L;
        to++;
      } while (to < written.size()
          && to - from < MAX_BATCH
          && bytes + written.get(to).length < MAX_BATCH_BYTES);
      ids.addAll(post(array(written.subList(from, to))));
      from = to;
    }
    return ids;
  }

  private byte[] written(WireEvent event) {
    byte[] json = WireJson.bytes(event.json());
    if (json.length > maxBytes) {
      throw new InvalidEventException(List.of("the event " + event.name() + " is " + json.length
          + " bytes of JSON, but the Inngest server accepts at most " + maxBytes
          + ": keep the data elsewhere and send its address"));
    }
    return json;
  }

  private static byte[] array(List<byte[]> elements) {
    ByteArrayOutputStream array = new ByteArrayOutputStream();
    char separator = '[';
    for (byte[] element : elements) {
      array.write(separator);
      array.writeBytes(element);
      separator = ',';
    }
    array.write(']');
    return array.toByteArray();
  }

  private List<String> post(byte[] body) {
    Map<String, String> headers = Map.of(SEED, seed());
    for (int attempt = 1; ; attempt++) {
      try {
        return ids(http.request("POST", url, headers, body));
      } catch (ServerException e) {
        if (!e.isPassing() || attempt == ATTEMPTS || Thread.currentThread().isInterrupted()) {
          throw e;
        }
      }
      pause(FIRST_PAUSE_MILLIS << attempt);
    }
  }

  private static String seed() {
    byte[] random = new byte[SEED_BYTES];
    ThreadLocalRandom.current().nextBytes(random);
    return System.currentTimeMillis() + "," + Base64.getEncoder().encodeToString(random);
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis / 2 + ThreadLocalRandom.current().nextLong(millis / 2 + 1));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The ids in a response, whose body contains a status of its own. */
  private static List<String> ids(Answer answer) {
    JsonNode body = body(answer);
    int status = answer.isSuccess() ? body.path("status").asInt(OK) : answer.status();
    String error = body.path("error").asText("");
    if (status == OK && error.isEmpty()) {
      List<String> ids = new ArrayList<>();
      body.path("ids").forEach(id -> ids.add(id.asText()));
      return ids;
    }
    if (status == 400) {
      throw new InvalidEventException(List.of("the Inngest server rejected it: " + error));
    }
    throw new ServerException(
        "the Inngest server did not accept the events: status " + status
            + (error.isEmpty() ? "" : ", " + error),
        status == OK ? 500 : status,
        null);
  }

  private static JsonNode body(Answer answer) {
    try {
      return WireJson.read(answer.body());
    } catch (IOException e) {
      if (answer.isSuccess()) {
        throw new ServerException(
            "the response to the events is not JSON: is this the address of an Inngest server?",
            0,
            e);
      }
      return WireJson.object();
    }
  }
}
