package dev.stepwell.contract.condition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParserTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "event.data.a==1 ~ (event.data.a == 1)",
        "event.data.a == 1 && event.data.b || !event.data.c"
            + " ~ (((event.data.a == 1) && event.data.b) || !event.data.c)",
        "event.data.a in [ 'x', \"y's\", -1.50 ] ~ (event.data.a in ['x', 'y\\'s', -1.50])",
        "!(event.data.a < async.data.b.c) ~ !(event.data.a < async.data.b.c)",
        "has(event.data.a.b) && size(event.data.c) >= 2"
            + " ~ (has(event.data.a.b) && (size(event.data.c) >= 2))",
        "event.data.tags.size() == 0 ~ (size(event.data.tags) == 0)",
        "event.data.a.startsWith('x') != true ~ (event.data.a.startsWith('x') != true)",
        "event.data.a.b.contains(async.data.c) ~ event.data.a.b.contains(async.data.c)",
        "event.data.a == null ~ (event.data.a == null)",
        "event.data.in in async.data.list ~ (event.data.in in async.data.list)",
      })
  void parenthesesAreAsInCel(String text, String whole) {
    assertThat(Parser.parse(text).toString()).isEqualTo(whole);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "event.data.a ~ event.data.a",
        "event.data.plan=='paid'?3600:0 ~ ((event.data.plan == 'paid') ? 3600 : 0)",
        "event.data.a ? 1 : event.data.b || event.data.c ? 2 : -3"
            + " ~ (event.data.a ? 1 : ((event.data.b || event.data.c) ? 2 : -3))",
        "event.data.a ? event.data.b ? 1 : 2 : 3 ~ (event.data.a ? (event.data.b ? 1 : 2) : 3)",
        "(event.data.a ? event.data.b : event.data.c) == 1"
            + " ~ ((event.data.a ? event.data.b : event.data.c) == 1)",
      })
  void aValueMayBeAChoice(String text, String whole) {
    assertThat(Parser.parseValue(text).toString()).isEqualTo(whole);
    assertThat(Parser.parseValue(whole).toString()).isEqualTo(whole);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "event.data.a ? 1 ~ : is missing between the two values of ?",
        "event.data.a ? : 2 ~ a value is missing before :",
        "event.data.a : 2 ~ this is not expected here",
      })
  void aChoiceHasTwoValues(String text, String reason) {
    ConditionException fault =
        catchThrowableOfType(ConditionException.class, () -> Parser.parseValue(text));

    assertThat(fault.reason()).isEqualTo(reason);
  }

  @Test
  void aTextIsReadAsItWasWritten() {
    String text = "event.data.a == 'it\\'s \\\\ \\n \\u00e9 \\\"'";

    Expression.Compare compare = (Expression.Compare) Parser.parse(text);

    assertThat(((Expression.Literal) compare.right()).value()).isEqualTo("it's \\ \n é \"");
    assertThat(Parser.parse(compare.toString()).toString()).isEqualTo(compare.toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "event.data.a > ~ `` ~ a value is missing at the end",
        "event.data.a = 1 ~ = ~ write equality as ==",
        "event.data.a & event.data.b ~ & ~ write and as &&",
        "event.data.a and event.data.b ~ and ~ write and as &&",
        "event.data.a + 1 == 2 ~ + ~ conditions have no arithmetic",
        "(event.data.a + 1) == 2 ~ + ~ conditions have no arithmetic",
        "1 < event.data.a < 3 ~ < ~ comparisons cannot be chained: put one of them in parentheses",
        "event.data.a ? 1 : 2 ~ ? ~ conditions have no ?:, use && and ||",
        "(event.data.a == 1 ~ `` ~ ) is missing at the end of (…",
        "event.data.a == 'x ~ 'x ~ this text is not closed by another '",
        "event.data.a == 1u ~ 1u ~ write a number as 100 or 1.5",
        "event.data.a == 99999999999999999999 ~ 99999999999999999999 ~ this number is too large",
        "event.data.a == '\\q' ~ \\q ~ a backslash must be followed by one of \\ ' \" n r t, or by u and four hexadecimal digits",
        "event.name == 'x' ~ name ~ conditions look at event.data only",
        "event == 1 ~ == ~ . is missing after event, as in event.data.…",
        "event.data == 1 ~ event.data ~ event.data is not a value: name a field, as in event.data.…",
        "evnt.data.a == 1 ~ evnt ~ there is no evnt; write a field as event.data.… or async.data.…",
        "event.data.a.matches('x') ~ matches ~ there is no matches(…); the functions are startsWith, endsWith, contains and size",
        "event.data.a in [] ~ [] ~ this list is empty: write at least one value",
        "['a'] == event.data.b ~ [ ~ a list can only follow in",
        "event.data.a in ! ~ ! ~ a value is missing before !",
        "event.data.a in [event.data.b] ~ event.data.b ~ a list can contain only texts, numbers, true and false",
        "event.data.a in [null] ~ null ~ a list can contain only texts, numbers, true and false",
        "has('x') ~ 'x' ~ there is no 'x'; write a field as event.data.… or async.data.…",
        "event.data.a == # ~ # ~ conditions have no character #",
        "event.data.a == ) ~ ) ~ a value is missing before )",
        "event.data.a event.data.b ~ event ~ this is not expected here",
        "`` ~ `` ~ a value is missing at the end",
      })
  void whatIsWrongIsSaidAtItsPlace(String text, String place, String reason) {
    String condition = text == null ? "" : text;

    ConditionException fault =
        catchThrowableOfType(ConditionException.class, () -> Parser.parse(condition));

    assertThat(fault.reason()).isEqualTo(reason);
    assertThat(fault.span().of(condition)).isEqualTo(place == null ? "" : place);
  }

  @ParameterizedTest
  @ValueSource(strings = {"(", "!", "size("})
  void whatIsNestedTooDeeplyIsRefused(String nesting) {
    assertThatExceptionOfType(ConditionException.class)
        .isThrownBy(() -> Parser.parse(nesting.repeat(100_000)))
        .withMessage("this is nested too deeply");
  }
}
