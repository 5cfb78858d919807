package dev.stepwell.server.secrets;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is not to be shown of texts that belong to an event: the values of its secrets. */
public final class Redaction {
  /** Leaves texts as they are. */
  public static final Redaction NONE = new Redaction(List.of());

  /** What is shown in place of a secret. */
  static final String HIDDEN = "•••";

  private final List<String> values;

  Redaction(List<String> values) {
    this.values = values;
  }

  /** The text without them; null for null. */
  public @Nullable String of(@Nullable String text) {
    String shown = text;
    for (String value : values) {
      shown = shown == null ? null : shown.replace(value, HIDDEN);
    }
    return shown;
  }
}
