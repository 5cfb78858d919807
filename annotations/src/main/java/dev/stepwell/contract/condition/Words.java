package dev.stepwell.contract.condition;

import java.util.List;

/** The words of a condition, taken one after the other. */
final class Words {
  private final List<Token> tokens;
  private int at;

  Words(List<Token> tokens) {
    this.tokens = tokens;
  }

  /** The next word, which is not taken. */
  Token next() {
    return tokens.get(at);
  }

  /** Where the next word starts. */
  int start() {
    return next().span().start();
  }

  /** From there to the end of the word that was taken last. */
  Span since(int start) {
    return new Span(start, tokens.get(at - 1).span().end());
  }

  /** Takes the next word, whatever it is. */
  Token take() {
    Token token = next();
    if (token.kind() != Token.Kind.END) {
      at++;
    }
    return token;
  }

  /** Takes the next word if it is this one; says whether. */
  boolean take(String word) {
    boolean taken = next().is(word);
    at += taken ? 1 : 0;
    return taken;
  }

  /** Whether what comes next is a dot, a name and an opening parenthesis. */
  boolean isCall() {
    return at + 2 < tokens.size() && next().is(".") && tokens.get(at + 2).is("(");
  }

  /** Takes the next word, which has to be this one. */
  Token expect(String word, String where) {
    Token token = next();
    if (!take(word)) {
      String missing = word + " is missing " + where;
      throw new ConditionException(
          word.equals(")") ? reason(token.text(), missing) : missing, token.span());
    }
    return token;
  }

  /** Takes the next word, which has to be a name. */
  Token expectName(String where) {
    if (next().kind() != Token.Kind.NAME) {
      throw new ConditionException("a name is missing " + where, next().span());
    }
    return take();
  }

  /** Refuses what comes after a whole condition. */
  void expectEnd() {
    if (next().kind() != Token.Kind.END) {
      throw new ConditionException(
          reason(next().text(), "the condition does not go on like this"),
          next().span());
    }
  }

  /** Why a condition does not go on with this word. */
  private static String reason(String word, String otherwise) {
    return switch (word) {
      case "=" -> "equality is written ==";
      case "&" -> "and is written &&";
      case "|" -> "or is written ||";
      case "?" -> "conditions have no ?:, write it with && and ||";
      case "+", "-", "*", "/", "%" -> "conditions do no arithmetic";
      case "==", "!=", "<", "<=", ">", ">=", "in" ->
        "comparisons are not chained, put one of them in parentheses";
      case "and" -> "and is written &&";
      case "or" -> "or is written ||";
      default -> otherwise;
    };
  }
}
