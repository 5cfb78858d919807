package dev.stepwell.processor.model;

import java.util.regex.Pattern;

/** The texts of keys, costs and priorities: paths of fields, or expressions. */
public final class ExpressionText {
  private static final String DATA = "event.data.";
  private static final Pattern PATH = Pattern.compile(
      "\\p{javaJavaIdentifierStart}\\p{javaJavaIdentifierPart}*(\\.\\p{javaJavaIdentifierStart}\\p{javaJavaIdentifierPart}*)*");
  private static final Pattern LITERAL = Pattern.compile("true|false|null");

  private ExpressionText() {}

  /** The expression: {@code order.customerId} gives {@code event.data.order.customerId}; an expression stays as it is. */
  public static String of(TextModel text) {
    String trimmed = text.text().strip();
    boolean isPath = PATH.matcher(trimmed).matches()
        && !LITERAL.matcher(trimmed).matches()
        && !trimmed.startsWith(DATA)
        && !trimmed.startsWith("async.data.");
    return isPath ? DATA + trimmed : trimmed;
  }

  /** The same as an expression. */
  public static TextModel written(TextModel text) {
    return new TextModel(of(text), text.address());
  }
}
