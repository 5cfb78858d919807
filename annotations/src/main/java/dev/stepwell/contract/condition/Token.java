package dev.stepwell.contract.condition;

import org.jspecify.annotations.Nullable;

/**
 * A word of a condition.
 *
 * @param text how it is written; empty for the end
 * @param value what it says, of a text or a number; else null
 */
record Token(Kind kind, String text, @Nullable Object value, Span span) {
  /** What a token is. */
  enum Kind {
    /** A name. */
    NAME,
    /** A text in quotes. */
    TEXT,
    /** A number. */
    NUMBER,
    /** A sign, of one or two characters. */
    SIGN,
    /** The end of the condition. */
    END
  }

  /** Whether it is this name or sign. */
  boolean is(String word) {
    return (kind == Kind.NAME || kind == Kind.SIGN) && text.equals(word);
  }
}
