package dev.stepwell.inngest.registration;

import dev.stepwell.contract.Identifiers;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The ids of functions on the wire: with the application's id before them, and {@code -failure} for failure handlers.
 *
 * @param appId the application
 * @param known the ids of the executable functions in the code
 */
public record FunctionNames(String appId, Set<String> known) {
  private static final String FAILURE = "-failure";

  /** The id on the wire. */
  public static String wireId(String appId, String functionId) {
    return appId + "-"
        + (functionId.endsWith(Identifiers.ON_FAILURE)
            ? functionId.substring(0, functionId.length() - Identifiers.ON_FAILURE.length())
                + FAILURE
            : functionId);
  }

  /** The function of this id on the wire; null if there is none. */
  public @Nullable String functionId(String wireId) {
    if (!wireId.startsWith(appId + "-")) {
      return null;
    }
    String own = wireId.substring(appId.length() + 1);
    if (known.contains(own)) {
      return own;
    }
    String failure = own.endsWith(FAILURE)
        ? own.substring(0, own.length() - FAILURE.length()) + Identifiers.ON_FAILURE
        : own;
    return known.contains(failure) ? failure : null;
  }
}
