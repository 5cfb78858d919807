package dev.stepwell.contract;

import dev.stepwell.InvalidTextException;
import org.jspecify.annotations.Nullable;

/**
 * The rules for ids and names: text that is stored outside JSON, and found by comparing it.
 *
 * <p>PostgreSQL stores no U+0000, and a lone surrogate has no UTF-8, so two such ids would become one.
 */
public final class Identifiers {
  /** How long an id or a name may be, in chars. */
  public static final int MAX_LENGTH = 200;

  /** What is wrong with a step id that looks like the id of a repeated call, and how to correct it. */
  public static final String NUMBERED =
      "ends in a colon and a number, which is reserved for repeated steps; use a hyphen instead of"
          + " the colon";

  /** What the id of a function is given in the id of its failure handler. */
  public static final String ON_FAILURE = ":on-failure";

  /** What the id of a function is given in the id of its cancellation handler. */
  public static final String ON_CANCEL = ":on-cancel";

  private Identifiers() {}

  /** What is wrong with the text, as the end of a sentence that begins with its name; null if nothing is. */
  public static @Nullable String fault(String text) {
    if (text.isBlank()) {
      return "is blank; give at least one visible character";
    }
    if (text.length() > MAX_LENGTH) {
      return "is " + text.length() + " characters long; give at most " + MAX_LENGTH;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isISOControl(c)) {
        return "contains a control character, U+" + String.format("%04X", (int) c) + "; remove it";
      }
      if (Character.isSurrogate(c)) {
        if (i + 1 == text.length() || !Character.isSurrogatePair(c, text.charAt(i + 1))) {
          return "contains half of a surrogate pair, U+" + String.format("%04X", (int) c)
              + ", which is not a character; cut text between code points";
        }
        i++;
      }
    }
    return null;
  }

  /**
   * Whether the database can store the text: it has no U+0000 and no lone surrogate. Other text is the id of nothing, and must not be
   * looked for: drivers replace a lone surrogate by a question mark, which may be part of another id.
   */
  public static boolean isStorable(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0) {
        return false;
      }
      if (Character.isSurrogate(c)) {
        if (i + 1 == text.length() || !Character.isSurrogatePair(c, text.charAt(i + 1))) {
          return false;
        }
        i++;
      }
    }
    return true;
  }

  /** As {@link #fault}, of an id that a flow gives to a step. */
  public static @Nullable String stepFault(String id) {
    String fault = fault(id);
    return fault == null && isNumbered(id) ? NUMBERED : fault;
  }

  /** As {@link #fault}, of the id of a function. */
  public static @Nullable String functionFault(String id) {
    String fault = fault(id);
    if (fault == null && id.endsWith(ON_FAILURE)) {
      return "ends in " + ON_FAILURE
          + ", which is reserved for failure handlers; choose another ending";
    }
    return fault == null && id.endsWith(ON_CANCEL)
        ? "ends in " + ON_CANCEL
            + ", which is reserved for cancellation handlers; choose another ending"
        : fault;
  }

  /**
   * Returns the text.
   *
   * @param what its role, such as "the worker's name"
   * @throws InvalidTextException if it cannot be stored
   */
  public static String checked(String what, String text) {
    String fault = fault(text);
    if (fault != null) {
      throw new InvalidTextException(what, text, fault);
    }
    return text;
  }

  /** Whether a step id looks like that of a repeated call: {@code charge:1}, {@code charge:1.2}. */
  public static boolean isNumbered(String stepId) {
    int colon = numberStart(stepId);
    return colon >= 0 && colon < stepId.length() - 1;
  }

  /** The id of the step whose repeated call has this id. */
  public static String unnumbered(String numbered) {
    return numbered.substring(0, numberStart(numbered));
  }

  /** Where the colon is after which nothing but a number stands; −1 if there is none. */
  private static int numberStart(String id) {
    int i = id.length() - 1;
    while (i >= 0 && (isDigit(id.charAt(i)) || id.charAt(i) == '.')) {
      i--;
    }
    return i >= 0 && id.charAt(i) == ':' ? i : -1;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
