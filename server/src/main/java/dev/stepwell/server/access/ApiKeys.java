package dev.stepwell.server.access;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The API keys of senders. Only their fingerprints are stored. */
public final class ApiKeys {
  /** No keys. */
  public static final ApiKeys NONE = new ApiKeys(List.of());

  private final List<Fingerprint> prints;

  private ApiKeys(List<Fingerprint> prints) {
    this.prints = prints;
  }

  /** These keys. */
  public static ApiKeys of(String... keys) {
    return new ApiKeys(Stream.of(keys).map(Fingerprint::of).toList());
  }

  /** Whether there are none. */
  public boolean isEmpty() {
    return prints.isEmpty();
  }

  /**
   * The number of the first matching key; null if none matches. It compares all keys, so that its duration reveals
   * nothing.
   */
  @Nullable
  Integer find(List<String> given) {
    Integer found = null;
    for (String each : given) {
      Fingerprint print = Fingerprint.of(each);
      for (int i = 0; i < prints.size(); i++) {
        if (prints.get(i).matches(print)) {
          found = i;
        }
      }
    }
    return found;
  }
}
