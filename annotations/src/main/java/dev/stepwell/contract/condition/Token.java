package dev.stepwell.contract.condition;

import org.jspecify.annotations.Nullable;

/**
 * A token of a condition.
 *
 * @param text its text; empty for the end
 * @param value the value of a string or a number; otherwise null
 */
record Token(Kind kind, String text, @Nullable Object value, Span span) {
  /** The kind of a token. */
  enum Kind {
    /** A name. */
    NAME,
    /** A string in quotes. */
    TEXT,
    /** A number. */
    NUMBER,
    /** An operator or punctuation, of one or two characters. */
    SIGN,
    /** The end of the condition. */
    END
  }

  /** Whether it is this name or sign. */
  boolean is(String word) {
    return (kind == Kind.NAME || kind == Kind.SIGN) && text.equals(word);
  }
}
