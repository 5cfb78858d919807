package dev.stepwell.runtime.secrets;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Collects the values of secret fields from payloads, token by token: no payload is in memory as a tree. */
public final class SecretValues {
  /** With more values, texts are not searched, and not shown. */
  private static final int MAX_VALUES = 2_000;

  /**
   * With more characters of values, likewise: a value is searched for in some thirty forms, which must fit in memory.
   */
  private static final int MAX_CHARACTERS = 200_000;

  private static final int MAX_LENGTH = 16 * 1024 * 1024;
  private static final JsonFactory FACTORY = JsonFactory.builder()
      .streamReadConstraints(
          StreamReadConstraints.builder().maxStringLength(MAX_LENGTH).build())
      .build();

  /** A value of an authorization, whose scheme is not secret. */
  private static final Pattern SCHEME =
      Pattern.compile("(?i)(?:bearer|basic|token|digest)\\s+(\\S+)");

  private final SecretNames names;
  private final Set<String> values = new LinkedHashSet<>();
  private int left = MAX_CHARACTERS;
  private boolean isComplete = true;

  /** Collects the values of these fields. */
  public SecretValues(SecretNames names) {
    this.names = names;
  }

  /** Adds the values of a payload. If it cannot be read completely, texts of the same run are masked. */
  public void add(String json) {
    try (JsonParser tokens = FACTORY.createParser(json)) {
      collect(tokens);
    } catch (IOException e) {
      isComplete = false;
    }
  }

  /** Registers that a payload was not read, so that some values are unknown. */
  public void addUnknown() {
    isComplete = false;
  }

  /** Adds a value that is secret whatever field it is from. */
  public void addValue(String value) {
    if (values.contains(value)) {
      return;
    }
    left = Math.max(-1, left - value.length());
    if (values.size() < MAX_VALUES && left >= 0) {
      values.add(value);
    } else {
      isComplete = false;
    }
  }

  /** The values, in the order in which they were added. */
  public Set<String> values() {
    return Collections.unmodifiableSet(values);
  }

  /** Whether these are all values. */
  public boolean isComplete() {
    return isComplete;
  }

  private void collect(JsonParser tokens) throws IOException {
    int depth = 0;
    int secretAbove = Integer.MAX_VALUE;
    boolean isSecret = false;
    for (JsonToken token = tokens.nextToken(); token != null; token = tokens.nextToken()) {
      if (token == JsonToken.FIELD_NAME) {
        isSecret = names.isSecret(tokens.currentName());
      } else if (token.isStructStart()) {
        if (isSecret && depth < secretAbove) {
          secretAbove = depth;
        }
        depth++;
        isSecret = false;
      } else if (token.isStructEnd()) {
        depth--;
        if (depth <= secretAbove) {
          secretAbove = Integer.MAX_VALUE;
        }
      } else {
        if ((isSecret || depth > secretAbove)
            && (token == JsonToken.VALUE_STRING || token.isNumeric())) {
          addSecret(tokens.getText());
        }
        isSecret = false;
      }
    }
  }

  /** Adds the values of secret fields among these, such as headers. */
  public void add(Map<String, String> fields) {
    fields.forEach((name, value) -> {
      if (names.isSecret(name)) {
        addSecret(value);
      }
    });
  }

  private void addSecret(String value) {
    addValue(value);
    Matcher scheme = SCHEME.matcher(value);
    if (scheme.matches()) {
      addValue(scheme.group(1));
    }
  }

  /** Masks these values in texts. */
  public Redaction redaction() {
    return isComplete ? Redaction.of(values) : Redaction.ofSome(values);
  }
}
