package dev.stepwell.inngest.calls;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stepwell.inngest.wire.WireJson;
import dev.stepwell.runtime.model.ErrorInfo;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Errors in the form of the protocol. A server stores the name, the message and the stack of a step's error, so the
 * number of attempts is the last line of the stack.
 */
final class WireErrors {
  private static final Pattern ATTEMPTS = Pattern.compile("\\n\\(attempt (\\d{1,4})\\)$");

  private WireErrors() {}

  /** The error of a step's attempt. */
  static ObjectNode ofStep(ErrorInfo error, int attempt) {
    return write(error, stack(error) + "\n(attempt " + attempt + ")");
  }

  /** The error of a run. */
  static ObjectNode ofRun(ErrorInfo error) {
    ObjectNode written = write(error, stack(error));
    return error.stepId() == null
        ? written
        : written.put("stepId", error.stepId()).put("attempts", error.attempts());
  }

  /**
   * The error of an attempt of a flow that is retried. The conformance suite of servers accepts no name of a type here; the
   * stack begins with it, and the final failure has it.
   */
  static ObjectNode ofAttempt(ErrorInfo error) {
    return write(error, stack(error)).put("name", "Error");
  }

  private static ObjectNode write(ErrorInfo error, String stack) {
    return WireJson.object()
        .put("name", error.type())
        .put("message", Objects.requireNonNullElse(error.message(), ""))
        .put("stack", stack)
        .put("__serialized", true);
  }

  private static String stack(ErrorInfo error) {
    return Objects.requireNonNullElse(error.stackTrace(), error.type()).stripTrailing();
  }

  /** Parses an error; any of its members may be missing. */
  static ErrorInfo read(JsonNode error) {
    String name = error.isTextual() ? "Error" : error.path("name").asText("");
    String message = error.isTextual() ? error.asText() : error.path("message").asText("");
    return new ErrorInfo(
        name.isEmpty() ? "Error" : name,
        message.isEmpty() ? null : message,
        text(error.get("stack")),
        text(error.get("stepId")),
        error.path("attempts").asInt(0));
  }

  /**
   * The number of attempts of a step that failed with this error; the given default if the error does not contain it.
   */
  static int attempts(JsonNode error, int otherwise) {
    Matcher attempts = ATTEMPTS.matcher(error.path("stack").asText(""));
    return attempts.find() ? Integer.parseInt(attempts.group(1)) : Math.max(1, otherwise);
  }

  private static @Nullable String text(@Nullable JsonNode node) {
    return node == null || !node.isTextual() ? null : node.asText();
  }
}
