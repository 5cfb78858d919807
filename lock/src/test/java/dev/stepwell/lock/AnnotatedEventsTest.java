package dev.stepwell.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stepwell.runtime.model.InvalidEventException;
import dev.stepwell.runtime.model.RunStatus;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Events whose fields have other names in JSON than in Java are sent, matched and queried by their names in JSON. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AnnotatedEventsTest {
  private EmbeddedPostgres server;
  private Deployed deployed;

  @BeforeAll
  void deploy(@TempDir Path folder) throws Exception {
    server = EmbeddedPostgres.start();
    LockProject project = new LockProject(folder)
        .with("app/Placed.java", """
            package app;
            import com.fasterxml.jackson.annotation.*;
            import dev.stepwell.*;
            import org.jspecify.annotations.Nullable;
            @Event("orders/placed")
            @JsonIgnoreProperties(ignoreUnknown = true)
            public record Placed(
                @JsonProperty("order_id") @JsonAlias("orderId") String order,
                @JsonProperty("total") long cents,
                @JsonProperty("kind") Kind kind,
                @JsonProperty("card_no") @Secret @JsonAlias("card") @Nullable String payment,
                @JsonIgnore @Nullable String note) {
              public enum Kind { @JsonProperty("new") @JsonAlias("fresh") NEW, OLD }
              public String getLabel() { return order + cents; }
            }
            """)
        .with("app/Paid.java", """
            package app;
            import com.fasterxml.jackson.annotation.*;
            @dev.stepwell.Event("orders/paid")
            public record Paid(@JsonProperty("order_id") String order) {}
            """)
        .with("app/Orders.java", """
            package app;
            import dev.stepwell.*;
            import java.time.Duration;
            public class Orders {
              @Function(id = "order", event = "orders/placed", idempotencyKey = {"order_id", "total"},
                  condition = "event.data.total > 10 && event.data.kind == 'new'")
              @CancelOn(event = "orders/stopped", match = "order_id")
              @CancelOn(event = "orders/dropped", condition = "event.data.order_id == async.data.id")
              String order(String order, long cents, Steps steps) {
                steps.waitForEvent("paid", PaidCatalog.where().order(order), Duration.ofDays(1));
                return order + " " + cents;
              }
              @Function(id = "again", event = {"orders/placed", "orders/placed.again"})
              String again(Placed placed) { return placed.order(); }
            }
            """)
        .compile();
    deployed = new Deployed(project, "app.DurableOrders", server.getPostgresDatabase());
  }

  @AfterAll
  void stop() throws Exception {
    deployed.close();
    server.close();
  }

  private UUID started(String data) {
    var stepwell = deployed.stepwell();
    return stepwell.sendJson("orders/placed", data, null).runIds().stream()
        .filter(run -> stepwell.runs().run(run).orElseThrow().functionId().equals("order"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void isSentByItsNamesInJsonAndFoundByThem() throws Exception {
    UUID run = started("{\"order_id\":\"a\",\"total\":20,\"kind\":\"new\",\"more\":1}");
    deployed.awaitStatus(run, RunStatus.WAITING);
    deployed.stepwell().sendJson("orders/paid", "{\"order_id\":\"a\"}", null);
    assertThat(deployed.ended(run).output()).isEqualTo("\"a 20\"");
  }

  @Test
  void isStoredUnderItsNameIfItCameUnderAnother() throws Exception {
    UUID run = started("{\"orderId\":\"b\",\"total\":20,\"kind\":\"fresh\"}");
    deployed.awaitStatus(run, RunStatus.WAITING);
    deployed.stepwell().sendJson("orders/paid", "{\"order_id\":\"b\"}", null);
    assertThat(deployed.ended(run).output()).isEqualTo("\"b 20\"");
  }

  @Test
  void isCancelledByWhatHasTheSameInJson() {
    UUID matched = started("{\"order_id\":\"c\",\"total\":20,\"kind\":\"new\"}");
    UUID asked = started("{\"order_id\":\"d\",\"total\":20,\"kind\":\"new\"}");
    deployed.awaitStatus(matched, RunStatus.WAITING);
    deployed.awaitStatus(asked, RunStatus.WAITING);
    deployed.stepwell().sendJson("orders/stopped", "{\"order_id\":\"c\"}", null);
    deployed.stepwell().sendJson("orders/dropped", "{\"id\":\"d\"}", null);
    deployed.awaitStatus(matched, RunStatus.CANCELLED);
    deployed.awaitStatus(asked, RunStatus.CANCELLED);
  }

  @Test
  void isSentAsARecord() throws Exception {
    ClassLoader classes = Thread.currentThread().getContextClassLoader();
    Class<?> kind = classes.loadClass("app.Placed$Kind");
    Record placed = (Record) classes
        .loadClass("app.Placed")
        .getConstructor(String.class, long.class, kind, String.class, String.class)
        .newInstance("e", 30, kind.getEnumConstants()[0], "4711", "left");
    var sent = deployed.stepwell().send(placed);
    assertThat(sent.runIds()).hasSize(2);
  }

  @Test
  void startsWhatAnotherEventOfTheSameFieldsStarts() throws Exception {
    UUID run =
        deployed.start("orders/placed.again", "{\"order_id\":\"f\",\"total\":1,\"kind\":\"OLD\"}");
    assertThat(deployed.ended(run).output()).isEqualTo("\"f\"");
  }

  @Test
  void isRefusedByItsNamesInJavaAndUnderTwoNames() {
    assertThatThrownBy(() -> deployed.stepwell().sendJson("orders/paid", "{\"order\":\"a\"}", null))
        .isInstanceOf(InvalidEventException.class)
        .hasMessageContaining("field order_id is missing")
        .hasMessageContaining("field order is unknown; the fields are order_id");
    assertThatThrownBy(() -> deployed
            .stepwell()
            .sendJson(
                "orders/placed",
                "{\"order_id\":\"a\",\"orderId\":\"a\",\"total\":1,\"kind\":\"x\"}",
                null))
        .isInstanceOf(InvalidEventException.class)
        .hasMessageContaining("field orderId is another name of order_id: give only one of the two")
        .hasMessageContaining("field kind must be one of [\"new\",\"OLD\"]");
  }

  @Test
  void isHiddenUnderAllItsNames() {
    assertThat(deployed.stepwell().functions().stream()
            .filter(function -> function.id().equals("order"))
            .findFirst()
            .orElseThrow()
            .description()
            .secretFields())
        .containsExactly("card", "card_no");
  }
}
