package dev.stepwell.contract.condition;

import java.util.List;

/** The tokens of a condition, in order. */
final class Words {
  private final List<Token> tokens;
  private int at;

  Words(List<Token> tokens) {
    this.tokens = tokens;
  }

  /** The next token, without taking it. */
  Token next() {
    return tokens.get(at);
  }

  /** The start of the next token. */
  int start() {
    return next().span().start();
  }

  /** The span from there to the end of the last taken token. */
  Span since(int start) {
    return new Span(start, tokens.get(at - 1).span().end());
  }

  /** Takes the next token. */
  Token take() {
    Token token = next();
    if (token.kind() != Token.Kind.END) {
      at++;
    }
    return token;
  }

  /** Takes the next token if it is this one, and returns whether. */
  boolean take(String word) {
    boolean taken = next().is(word);
    at += taken ? 1 : 0;
    return taken;
  }

  /** Whether a dot, a name and an opening parenthesis follow. */
  boolean isCall() {
    return at + 2 < tokens.size() && next().is(".") && tokens.get(at + 2).is("(");
  }

  /** Takes the next token, which must be this one. */
  Token expect(String word, String where) {
    Token token = next();
    if (!take(word)) {
      String missing = word + " is missing " + where;
      throw new ConditionException(
          word.equals(")") ? reason(token.text(), missing) : missing, token.span());
    }
    return token;
  }

  /** Takes the next token, which must be a name. */
  Token expectName(String where) {
    if (next().kind() != Token.Kind.NAME) {
      throw new ConditionException("a name is missing " + where, next().span());
    }
    return take();
  }

  /** Rejects text after a whole condition. */
  void expectEnd() {
    if (next().kind() != Token.Kind.END) {
      throw new ConditionException(
          reason(next().text(), "this is not expected here"), next().span());
    }
  }

  /** Why a condition cannot continue with this token. */
  private static String reason(String word, String otherwise) {
    return switch (word) {
      case "=" -> "write equality as ==";
      case "&" -> "write and as &&";
      case "|" -> "write or as ||";
      case "?" -> "conditions have no ?:, use && and ||";
      case "+", "-", "*", "/", "%" -> "conditions have no arithmetic";
      case "==", "!=", "<", "<=", ">", ">=", "in" ->
        "comparisons cannot be chained: put one of them in parentheses";
      case "and" -> "write and as &&";
      case "or" -> "write or as ||";
      default -> otherwise;
    };
  }
}
