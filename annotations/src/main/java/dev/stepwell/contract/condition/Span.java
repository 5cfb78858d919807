package dev.stepwell.contract.condition;

/**
 * A position in the text of a condition.
 *
 * @param start the index of its first character
 * @param end the index after its last character
 */
public record Span(int start, int end) {
  /** The part of this text. */
  public String of(String text) {
    return text.substring(start, end);
  }
}
