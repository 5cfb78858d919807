package dev.stepwell.polaris.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stepwell.NonRetriableException;
import dev.stepwell.polaris.projects.BadInputException;
import dev.stepwell.polaris.projects.ProjectFiles;
import dev.stepwell.polaris.projects.ProjectIds;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Sends requests to the internal API, and interprets the responses. */
final class Transport {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Duration CONNECTING = Duration.ofSeconds(5);
  private static final Duration ANSWERING = Duration.ofSeconds(60);
  private static final Pattern KEY = Pattern.compile("[!-~]+");

  private final HttpClient http = HttpClient.newBuilder()
      .connectTimeout(CONNECTING)
      .version(HttpClient.Version.HTTP_1_1)
      .build();
  private final URI base;
  private final @Nullable String key;

  Transport(URI base, @Nullable String key) {
    this.base = base;
    this.key = key;
  }

  /** Checks the key; error messages do not contain it. */
  String checkKey() {
    if (key == null || key.isBlank()) {
      throw new NonRetriableException(
          "POLARIS_INTERNAL_KEY is not set: set it to the key of Polaris's internal API");
    }
    if (!KEY.matcher(key).matches()) {
      throw new NonRetriableException(
          "POLARIS_INTERNAL_KEY must be visible ASCII characters, without blanks and line ends");
    }
    return key;
  }

  /** Sends a request and reads the JSON of its answer. */
  <T> T read(String method, String address, @Nullable BodyPublisher body, TypeReference<T> type)
      throws IOException, InterruptedException {
    return MAPPER.readValue(send(method, address, body), type);
  }

  /**
   * Sends a request and returns the body of the response.
   *
   * @throws RefusedException if a retry cannot succeed
   * @throws IOException if a retry may succeed
   */
  byte[] send(String method, String address, @Nullable BodyPublisher body)
      throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(base.resolve(address))
        .timeout(ANSWERING)
        .header(ApiGuard.HEADER, checkKey())
        .method(method, body == null ? BodyPublishers.noBody() : body)
        .build();
    HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
    int status = response.statusCode();
    if (status < 300) {
      return response.body();
    }
    String detail = detail(response.body());
    if (status < 400 || status >= 500 || status == 408 || status == 429) {
      throw new IOException(
          method + " " + address + " was answered with " + status + ": " + detail);
    }
    throw refused(status, detail, method + " " + address);
  }

  /** Escapes an id for a path; an id such as {@code ..} would change the path. */
  static String segment(String id) {
    try {
      return encoded(ProjectIds.checked(id));
    } catch (BadInputException e) {
      throw refused(400, String.valueOf(e.getMessage()), "the request");
    }
  }

  static String encoded(String text) {
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      throw refused(400, "'" + text + "' has half a surrogate pair", "the request");
    }
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** The content of a file as a body. */
  static BodyPublisher bytes(String address, byte[] content) {
    if (content.length > ProjectFiles.LARGEST_CONTENT) {
      String detail = "a file may have " + ProjectFiles.LARGEST_CONTENT
          + " bytes, and this one has " + content.length;
      throw refused(413, detail, address);
    }
    return BodyPublishers.ofByteArray(content);
  }

  static BodyPublisher json(String... namesAndValues) {
    Map<String, String> object = new TreeMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      object.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return json(object);
  }

  static BodyPublisher json(Map<String, ?> object) {
    try {
      return BodyPublishers.ofByteArray(MAPPER.writeValueAsBytes(object));
    } catch (JsonProcessingException e) {
      throw refused(400, "JSON cannot carry this: " + e.getOriginalMessage(), "the request");
    }
  }

  private static RefusedException refused(int status, String detail, String request) {
    return new RefusedException(
        status, detail, request + " was refused with " + status + ": " + detail);
  }

  /** The detail of problem details; the whole body if it has another form. */
  private static String detail(byte[] body) {
    try {
      JsonNode detail = MAPPER.readTree(body).path("detail");
      if (detail.isTextual()) {
        return detail.asText();
      }
    } catch (IOException e) {
      return new String(body, StandardCharsets.UTF_8);
    }
    return new String(body, StandardCharsets.UTF_8);
  }
}
