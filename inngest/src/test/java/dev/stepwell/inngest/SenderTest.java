package dev.stepwell.inngest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stepwell.inngest.flows.Approval;
import dev.stepwell.inngest.testserver.TestInngestServer;
import dev.stepwell.runtime.SendOptions;
import dev.stepwell.runtime.middleware.Middleware;
import dev.stepwell.runtime.middleware.SendInfo;
import dev.stepwell.runtime.model.InvalidEventException;
import dev.stepwell.runtime.model.JsonEvent;
import dev.stepwell.runtime.model.Sent;
import dev.stepwell.runtime.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Events that are sent to a server. */
class SenderTest {
  private final TestInngestServer server = new TestInngestServer();
  private final InngestEventSender sender =
      InngestEventSender.of(InngestSettings.dev("demo", server.origin()));

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void anEventIsSentUnderItsIdAndItsTime() {
    Instant time = Instant.parse("2027-01-01T00:00:00Z");

    Sent sent = sender.send(new Approval("a", "ann"), SendOptions.id("e1").andAt(time));
    server.advance(Duration.ZERO);

    assertThat(sent.eventId()).isEqualTo("e1");
    assertThat(server.events).hasSize(1);
    assertThat(server.events.get(0).path("id").asText()).isEqualTo("e1");
    assertThat(server.events.get(0).path("ts").asLong()).isEqualTo(time.toEpochMilli());
    assertThat(server.events.get(0).at("/data/by").asText()).isEqualTo("ann");
    assertThat(server.requests.get(0).get("X-inngest-event-id-seed"))
        .singleElement()
        .asString()
        .matches("\\d+,.{16}");
  }

  @Test
  void middlewareIsAroundSends() {
    Middleware tenant = new Middleware() {
      @Override
      public List<Sent> aroundSend(SendInfo send, Sending next) {
        return next.proceed(send.events().stream()
            .map(event -> event.withHeaders(Map.of("tenant", "t1")))
            .toList());
      }
    };

    InngestEventSender.of(InngestSettings.dev("demo", server.origin()), List.of(tenant))
        .send(new Approval("a", "ann"));
    server.advance(Duration.ZERO);

    assertThat(server.events.get(0).path("user").toString()).contains("\"tenant\":\"t1\"");
  }

  @Test
  void manyEventsAreSentInBatches() {
    List<Sent> sent = sender.sendAll(Collections.nCopies(2_500, new Approval("a", "ann")));
    server.advance(Duration.ZERO);

    assertThat(sent).hasSize(2_500).extracting(Sent::eventId).doesNotHaveDuplicates();
    assertThat(server.events).hasSize(2_500);
    assertThat(server.requests).hasSize(3);
  }

  @Test
  void invalidEventsAreRefusedBeforeAnyIsSent() {
    assertThatThrownBy(() -> sender.sendJson(List.of(
            new JsonEvent("demo/approval", "{\"id\":\"a\",\"by\":\"b\"}", null, null),
            new JsonEvent("demo/approval", "{\"id\":1}", null, null))))
        .isInstanceOf(InvalidEventException.class);
    assertThatThrownBy(() -> sender.sendJson(
            List.of(new JsonEvent("other", "{\"n\":9007199254740993}", null, null))))
        .isInstanceOf(InvalidEventException.class);
    assertThatThrownBy(() -> sender.send(new Approval("x".repeat(3 * 1024 * 1024), "b")))
        .isInstanceOf(InvalidEventException.class)
        .hasMessageContaining("3145728");
    assertThat(server.requests).isEmpty();
  }

  @Test
  void aServerThatRefusesIsReported() {
    server.eventStatus = 401;

    assertThatThrownBy(() -> sender.send(new Approval("a", "b")))
        .isInstanceOfSatisfying(
            StoreException.class, e -> assertThat(e.isPassing()).isFalse());
  }

  @Test
  void aServerThatFailsIsAskedAgainWithTheSameSeed() {
    server.eventStatus = 500;

    assertThatThrownBy(() -> sender.send(new Approval("a", "b")))
        .isInstanceOfSatisfying(
            StoreException.class, e -> assertThat(e.isPassing()).isTrue());
    assertThat(server.requests).hasSize(6);
    assertThat(server.requests.stream().map(headers -> headers.get("X-inngest-event-id-seed")))
        .containsOnly(server.requests.get(0).get("X-inngest-event-id-seed"));
  }

  @Test
  void anUnknownRunIsNotCancelled() {
    assertThat(sender.cancel(UUID.randomUUID())).isFalse();
  }
}
