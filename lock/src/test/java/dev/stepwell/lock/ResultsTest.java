package dev.stepwell.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the comparison finds in a changed result is what happens to a run that stored the old one. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("releases")
class ResultsTest {
  private static final String STORED = "\"5000000000 3 to Rome Cash[cents=7]\"";

  @TempDir
  Path folder;

  @AutoClose
  private EmbeddedPostgres server;

  @BeforeAll
  void open() throws Exception {
    server = EmbeddedPostgres.start();
  }

  /** Changes, each with the findings and the result of the run; null if it fails. */
  static List<Arguments> changes() {
    return List.of(
        arguments(
            "\"count\", Long.class, () -> 5_000_000_000L",
            "\"count\", int.class, () -> 5",
            "count of function order has changed: it was integer (int64) and is integer (int32);",
            null),
        arguments(
            "\"count\", Long.class, () -> 5_000_000_000L",
            "\"count\", BigDecimal.class, () -> BigDecimal.ONE",
            null,
            STORED),
        arguments("\"few\", int.class, () -> 3", "\"few\", Long.class, () -> 3L", null, STORED),
        arguments(
            "steps.run(\"tell\", () -> {});",
            "Integer told = steps.run(\"tell\", Integer.class, () -> 1);",
            "tell of function order has changed: it was null and is integer (int32);",
            STORED),
        arguments("\"nowhere\";", "\"nowhere\"; public @Nullable String zip;", null, STORED),
        arguments(
            "\"nowhere\";",
            "\"nowhere\"; private int zip; public int getZip() { return zip; }",
            "address of function order has changed: zip is new and may not be null;",
            STORED),
        arguments(
            "void setCity(String city) { this.city = city; }",
            "void setCity(int city) { this.city = \"\" + city; } public int getCity() { return 1; }",
            "address of function order has changed: city was string and is integer (int32);",
            null),
        arguments("permits Card, Cash", "permits Card, Cash, Gift", null, STORED),
        arguments(
            "permits Card, Cash",
            "permits Card, Money",
            "pay of function order has changed: it has no form Cash;",
            null),
        arguments(
            "record Cash(int cents)",
            "record Cash(byte cents)",
            "pay of function order has changed: Cash.cents was integer (int32) and is integer (int8);",
            STORED),
        arguments(
            "@Step Payment pay()",
            "@Step Cash pay()",
            "pay of function order has changed: it was object of the forms Card, Cash and is object;",
            STORED));
  }

  private static LockProject changed(LockProject project, String from, String to) {
    LockProject changed = project.change(LockedOrders.FILE, from, to);
    if (to.contains("getCity")) {
      changed.change(LockedOrders.FILE, "public String getCity() { return city; }", "");
      changed.change(LockedOrders.FILE, "setCity(\"Rome\")", "setCity(1)");
    }
    if (to.contains("Gift")) {
      changed.change(LockedOrders.FILE, "  public record Card", """
            public record Gift(String code) implements Payment {}
            public record Card\
          """);
    }
    if (to.contains("Money")) {
      changed.change(LockedOrders.FILE, "record Cash", "record Money");
      changed.change(LockedOrders.FILE, "new Cash", "new Money");
    }
    if (to.contains("byte")) {
      changed.change(LockedOrders.FILE, "new Cash(7)", "new Cash((byte) 7)");
    }
    return changed;
  }

  @ParameterizedTest
  @MethodSource("changes")
  void whatIsFoundIsWhatARunMakesOfIt(
      String from, String to, @Nullable String found, @Nullable String output) throws Exception {
    LockProject project = LockedOrders.in(folder).released();
    OldOrder order = new OldOrder(project, server.getPostgresDatabase(), "{\"id\":\"o\"}");

    List<String> findings = changed(project, from, to).findings();

    if (found == null) {
      assertThat(findings).isEmpty();
    } else {
      assertThat(findings).singleElement().asString().contains("the result of step " + found);
    }
    order.assertReturns(output);
  }
}
