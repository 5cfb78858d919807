package dev.stepwell.lock;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The functions of a build as JSON, in the form that the compiler writes and that is committed. */
final class LockJson {
  private static final int FORMAT = 1;
  private static final ObjectMapper MAPPER = JsonMapper.builder()
      .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
      .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
      .build();

  private LockJson() {}

  /** The lock file. */
  private record File(int format, List<LockedFunction> functions) {}

  /**
   * Reads functions from this text.
   *
   * @param place what the text was read from
   * @throws LockException if the text is not valid, or has another format
   */
  static List<LockedFunction> read(String text, String place) {
    try {
      JsonNode file = MAPPER.readTree(text);
      int format = file.path("format").asInt();
      if (format != FORMAT) {
        throw new LockException(
            place + " has the format " + format + ", but this release reads format " + FORMAT
                + ": use the release of Stepwell that wrote it");
      }
      return withoutJsonNulls(MAPPER.treeToValue(file, File.class).functions);
    } catch (JsonProcessingException e) {
      throw new LockException(
          place + " cannot be read: " + e.getOriginalMessage()
              + "; restore it from version control",
          e);
    }
  }

  /** Jackson reads null in a field of type tree as a tree of null. */
  private static List<LockedFunction> withoutJsonNulls(List<LockedFunction> functions) {
    return functions.stream()
        .map(function -> new LockedFunction(
            function.id(),
            function.name(),
            function.version(),
            function.was(),
            function.events(),
            function.condition(),
            function.crons(),
            function.cancelOn(),
            function.limits(),
            isNull(function.data()) ? null : function.data(),
            function.complete(),
            function.steps().stream()
                .map(step -> new LockedStep(
                    step.id(),
                    step.kind(),
                    step.on(),
                    isNull(step.result()) ? null : step.result(),
                    step.inline(),
                    step.was()))
                .toList()))
        .toList();
  }

  private static boolean isNull(@Nullable JsonNode node) {
    return node == null || node.isNull();
  }

  /** Writes these functions, one fact per line. */
  static String write(LockedFunctions functions) {
    DefaultIndenter lines = new DefaultIndenter("  ", "\n");
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter().withObjectIndenter(lines).withArrayIndenter(lines);
    try {
      return MAPPER.writer(printer).writeValueAsString(new File(FORMAT, functions.functions()))
          + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
