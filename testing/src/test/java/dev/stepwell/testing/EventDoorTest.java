package dev.stepwell.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stepwell.runtime.codec.Json;
import dev.stepwell.runtime.engine.Events;
import dev.stepwell.runtime.model.InvalidEventException;
import dev.stepwell.runtime.model.JsonEvent;
import dev.stepwell.runtime.model.StoredEvent;
import dev.stepwell.testing.flows.LooselyTyped;
import dev.stepwell.testing.flows.LooselyTypedCatalog;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Accepted events can be read as their records. */
class EventDoorTest {
  private static final String RIGHT =
      "{'key':'k','count':1,'amount':1000.00,'shape':{'@type':'Square','side':2,'mode':'ONCE'},'mode':'TWICE',"
          + "'numbers':[1,2],'days':{'2026-01-31':1}}";

  private final Json json = new Json();
  private final Events events =
      new Events(new LooselyTypedCatalog().events(), json, () -> Instant.EPOCH);

  private StoredEvent accept(String data) {
    return events.of(new JsonEvent("values/told", data.replace('\'', '"'), null, null));
  }

  @Test
  void whatFitsIsAcceptedAsItIs() {
    StoredEvent event = accept(RIGHT);

    assertThat(event.data()).isEqualTo(RIGHT.replace('\'', '"'));
    LooselyTyped told =
        (LooselyTyped) Objects.requireNonNull(json.decode(event.data(), LooselyTyped.class));
    assertThat(told.shape()).isEqualTo(new LooselyTyped.Square(2, LooselyTyped.Mode.ONCE));
    assertThat(told.amount()).isEqualTo(new BigDecimal("1000.00"));
    assertThat(told.mode().times(2)).isEqualTo(4);
  }

  @Test
  void whatIsSentAsAnObjectIsAccepted() {
    LooselyTyped told = new LooselyTyped(
        "k",
        1,
        BigDecimal.ONE,
        new LooselyTyped.Circle(1),
        LooselyTyped.Mode.ONCE,
        List.of(1),
        Map.of(LocalDate.EPOCH, 2));

    assertThat(json.decode(events.of(told, null, null).data(), LooselyTyped.class))
        .isEqualTo(told);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'count':1 > 'count':99999999999",
        "'count':1 > 'count':-2147483649",
        "'count':1 > 'count':null",
        "'count':1 > 'count':1.5",
        "'@type':'Square' > '@type':'Oval'",
        "'@type':'Square', > ",
        "{'@type':'Square','side':2,'mode':'ONCE'} > []",
        "{'@type':'Square','side':2,'mode':'ONCE'} > 'square'",
        "'side':2 > 'side':null",
        "'side':2 > 'side':9223372036854775808",
        "'side':2 > 'side':2.5",
        "'side':2 > 'side':'two'",
        "'mode':'ONCE' > 'mode':'THRICE'",
        "'mode':'ONCE' > 'mode':0",
        "'mode':'TWICE' > 'mode':'twice'",
        "[1,2] > [1,2147483648]",
        "[1,2] > 'none'",
        "'2026-01-31' > '2026-02-30'",
        "'2026-01-31' > 'today'",
        "1000.00 > 1e2147483648",
        "1000.00 > 1e2147483647",
        "1000.00 > 1e200000",
        "1000.00 > 'much'",
        "'key':'k' > 'key':'\\ud83d'",
        "'key':'k' > 'key':'\\ude00\\ud83d'",
        "'key':'k' > 'k\\ud800':1"
      })
  void whatDoesNotFitIsRefused(String change) {
    String[] parts = change.split(" > ", 2);
    String data = RIGHT.replace(parts[0], parts[1]);

    assertThat(data).isNotEqualTo(RIGHT);
    assertThatThrownBy(() -> accept(data)).isInstanceOf(InvalidEventException.class);
  }

  @Test
  void theFaultNamesTheField() {
    assertThatThrownBy(() -> accept(RIGHT.replace("'side':2", "'side':2.5")))
        .hasMessageContaining("field shape.side does not fit its type");
  }

  @Test
  void whatIsNestedTooDeepIsRefusedUnderAnyName() {
    for (int depth : List.of(999, 1_000)) {
      String data = "{\"a\":" + "[".repeat(depth) + "]".repeat(depth) + "}";
      JsonEvent event = new JsonEvent("unknown/event", data, null, null);
      if (depth < 1_000) {
        assertThat(events.of(event).data()).isEqualTo(data);
      } else {
        assertThatThrownBy(() -> events.of(event)).isInstanceOf(InvalidEventException.class);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\0b", "o-\ud83d", "\udc00", "a\tb"})
  void namesAndIdsThatCannotBeStoredAreRefused(String text) {
    assertThatThrownBy(() -> events.of(new JsonEvent(text, "{}", null, null)))
        .isInstanceOf(InvalidEventException.class)
        .hasMessageContaining("the event's name");
    assertThatThrownBy(() -> events.of(new JsonEvent("some/event", "{}", text, null)))
        .isInstanceOf(InvalidEventException.class)
        .hasMessageContaining("the event's id");
  }
}
