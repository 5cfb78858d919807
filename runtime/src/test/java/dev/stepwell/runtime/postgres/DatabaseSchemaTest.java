package dev.stepwell.runtime.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Statements name the default schema, and are rewritten for any other. */
class DatabaseSchemaTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '#',
      value = {
        "select * from stepwell.run | select * from \"Ten'ant\".run",
        "listen stepwell | listen \"Ten'ant\"",
        "listen \"stepwell\" | listen \"Ten'ant\"",
        "create schema if not exists stepwell; | create schema if not exists \"Ten'ant\";",
        "select f(a,stepwell.b(c)) | select f(a,\"Ten'ant\".b(c))",
        "pg_notify('stepwell', x) | pg_notify('Ten''ant', x)",
        "hashtext('stepwell worker') | hashtext('Ten''ant worker')",
        "'stepwell.run'::regclass | '\"Ten''ant\".run'::regclass",
        "'dev.stepwell.RunCancelledException' | 'dev.stepwell.RunCancelledException'",
        "name = 'stepwell/function.failed' | name = 'stepwell/function.failed'",
        "my_stepwell.run, stepwells.run | my_stepwell.run, stepwells.run",
      })
  void aStatementIsRewritten(String statement, String expected) {
    assertThat(DatabaseSchema.named("Ten'ant").in(statement)).isEqualTo(expected);
    assertThat(DatabaseSchema.named("stepwell").in(statement)).isSameAs(statement);
  }

  @Test
  void aStatementIsRewrittenOnlyOnce() {
    DatabaseSchema schema = DatabaseSchema.named("a");

    assertThat(schema.in(new String("select from stepwell.run")))
        .isSameAs(schema.in(new String("select from stepwell.run")));
  }

  @Test
  void quotesInNamesAreDoubled() {
    assertThat(DatabaseSchema.named("a\"b$1\\").in("select from stepwell.run"))
        .isEqualTo("select from \"a\"\"b$1\\\".run");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "pg_mine", "information_schema", "a\nb", "a\0b", "a\ud83d"})
  void aNameThatPostgresCannotHaveIsRefused(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DatabaseSchema.named(name))
        .withMessageContaining("schema");
  }

  @Test
  void aNameIsAsLongAsPostgresKeepsIt() {
    assertThat(DatabaseSchema.named("ä".repeat(31) + "b").name()).hasSize(32);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DatabaseSchema.named("ä".repeat(32)))
        .withMessageContaining("64 bytes")
        .withMessageContaining("63");
  }
}
