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

/**
 * What the comparison finds in changed annotations of Jackson is what happens to a run with data stored before the
 * change.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("releases")
class AnnotatedRunsTest {
  private static final String STORED = "\"o 7 Rome 12 NEW 1970-01-02 i\"";
  private static final String FILE = "app/Orders.java";
  private static final String SOURCE = """
      package app;
      import com.fasterxml.jackson.annotation.*;
      import com.fasterxml.jackson.databind.*;
      import com.fasterxml.jackson.databind.annotation.*;
      import dev.stepwell.*;
      import java.time.*;
      import org.jspecify.annotations.Nullable;
      public class Orders {
        @Event("orders/wanted")
        public record Wanted(@JsonProperty("order_id") String id, @JsonProperty("weight") @JsonAlias("mass") int weight) {}
        @Event("orders/approved")
        public record Approved(String id) {}
        public enum Kind { @JsonProperty("new") NEW, OLD }
        public record Id(@JsonValue String text) { @Override public String toString() { return text; } }
        @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
        public record Address(@JsonProperty("town") String city, int houseNumber, Kind kind,
            @JsonFormat(pattern = "yyyy/MM/dd") LocalDate since, Id id, @JsonInclude(JsonInclude.Include.NON_EMPTY) String note) {}
        @Function(id = "order", event = "orders/wanted")
        String order(String id, int weight, Steps steps) {
          Address address = address();
          steps.waitForEvent("approved", Orders_ApprovedCatalog.where().id(id), Duration.ofDays(1));
          return id + " " + weight + " " + address.city() + " " + address.houseNumber() + " " + address.kind() + " " + address.since() + " " + address.id();
        }
        @Step Address address() { return new Address("Rome", 12, Kind.NEW, LocalDate.EPOCH.plusDays(1), new Id("i"), ""); }
      }
      """;

  @TempDir
  Path folder;

  @AutoClose
  private EmbeddedPostgres server;

  @BeforeAll
  void open() throws Exception {
    server = EmbeddedPostgres.start();
  }

  private static Arguments safe(String from, String to) {
    return arguments(from, to, null, STORED);
  }

  /** Changes, each with the findings and the result of the run; null if it fails. */
  static List<Arguments> changes() {
    return List.of(
        safe("@JsonProperty(\"town\") String city", "@JsonProperty(\"town\") String place"),
        safe(
            "@JsonProperty(\"town\") String city",
            "@JsonProperty(\"city\") @JsonAlias(\"town\") String city"),
        arguments(
            "@JsonProperty(\"town\") String city",
            "@JsonProperty(\"city\") String city",
            "[StepResultChanged] the result of step address of function order has changed: city is new and may not be null;",
            STORED.replace("Rome", "null")),
        arguments(
            "@JsonProperty(\"town\") String city",
            "@JsonProperty(value = \"city\", required = true) @Nullable String city",
            "[StepResultChanged] the result of step address of function order has changed: city is new and may not be null;",
            null),
        safe("int houseNumber", "@JsonProperty(\"house_number\") int number"),
        arguments(
            "SnakeCaseStrategy",
            "KebabCaseStrategy",
            "[StepResultChanged] the result of step address of function order has changed: house-number is new and may not be null;",
            STORED.replace("12", "0")),
        arguments(
            "@JsonProperty(\"new\") NEW",
            "@JsonProperty(\"fresh\") NEW",
            "[StepResultChanged] the result of step address of function order has changed: kind has no value new;",
            null),
        safe("@JsonProperty(\"new\") NEW", "@JsonProperty(\"fresh\") @JsonAlias(\"new\") NEW"),
        arguments(
            "@JsonFormat(pattern = \"yyyy/MM/dd\") LocalDate",
            "LocalDate",
            "[StepResultChanged] the result of step address of function order has changed: since was string (yyyy/MM/dd) and is string (date);",
            null),
        safe("Kind kind,", "@JsonInclude(JsonInclude.Include.NON_NULL) Kind kind,"),
        arguments(
            "record Id(@JsonValue String text)",
            "record Id(String text)",
            "[StepResultChanged] the result of step address of function order has changed: id was string and is object;",
            null),
        safe("int houseNumber, Kind kind", "@JsonAlias(\"house\") int houseNumber, Kind kind"),
        safe(
            "@JsonProperty(\"order_id\") String id",
            "@JsonProperty(\"id\") @JsonAlias(\"order_id\") String id"),
        safe(
            "@JsonProperty(\"weight\") @JsonAlias(\"mass\") int weight",
            "@JsonAlias(\"mass\") int weight"),
        arguments(
            "@JsonProperty(\"weight\") @JsonAlias(\"mass\") int weight",
            "@JsonProperty(\"grams\") int weight",
            "[EventFieldRemoved] field weight of the event of function order is gone;",
            STORED.replace("o 7", "o 0")),
        arguments(
            "@JsonAlias(\"mass\") int weight",
            "int weight",
            "[EventFieldChanged] field weight of the event of function order is no longer read as mass;",
            STORED),
        arguments(
            "@JsonInclude(JsonInclude.Include.NON_EMPTY) String note",
            "String note",
            "[StepResultChanged] the result of step address of function order has changed: note may be missing, but must not be null;",
            STORED),
        arguments(
            "@JsonProperty(\"weight\") @JsonAlias(\"mass\") int weight",
            "@JsonIgnore @Nullable String more, @JsonAlias(\"mass\") int weight",
            null,
            STORED));
  }

  @ParameterizedTest
  @MethodSource("changes")
  void whatIsFoundIsWhatARunMakesOfIt(
      String from, String to, @Nullable String found, @Nullable String output) throws Exception {
    LockProject project = new LockProject(folder).with(FILE, SOURCE).released();
    OldOrder order =
        new OldOrder(project, server.getPostgresDatabase(), "{\"order_id\":\"o\",\"weight\":7}");
    project.change(FILE, from, to);
    if (to.endsWith("String place")) {
      project.change(FILE, "address.city()", "address.place()");
    }
    if (to.endsWith("int number")) {
      project.change(FILE, "address.houseNumber()", "address.number()");
    }

    List<String> findings = project.findings();

    if (found == null) {
      assertThat(findings).isEmpty();
    } else {
      assertThat(findings).anyMatch(finding -> finding.startsWith(found));
    }
    order.assertReturns(output);
  }
}
