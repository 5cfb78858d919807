package dev.stepwell.testing.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.runtime.model.Deferral.Effects;
import dev.stepwell.runtime.model.Event;
import dev.stepwell.runtime.model.WaitShape;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** A wait that looks back finds the events that it would have waited for. */
abstract class EventSearchContract extends Contract {
  private static final WaitShape SHAPE = new WaitShape("shop/paid", List.of("id", "n"));

  EventSearchContract(Supplier<? extends Subject> kind) {
    super(kind);
  }

  private String accept(String name, String data) {
    Event event = Given.event(name, data);
    store(dispatch(event));
    subject().advance(Duration.ofSeconds(1));
    return event.id();
  }

  private List<String> find(WaitShape shape, String match, Instant since, int most) {
    return ports.waits().find(shape, match, since, most).stream().map(Event::id).toList();
  }

  @Test
  void eventsWithEqualFieldsAreFoundOldestFirst() {
    Instant start = now();
    String first = accept("shop/paid", "{\"id\":\"o1\",\"n\":1,\"more\":true}");
    accept("shop/paid", "{\"id\":\"o2\",\"n\":1}");
    accept("shop/paid", "{\"id\":\"o1\",\"n\":2}");
    accept("shop/paid", "{\"id\":\"o1\"}");
    accept("shop/paid", "{\"id\":\"o1\",\"n\":null}");
    accept("shop/sent", "{\"id\":\"o1\",\"n\":1}");
    String second = accept("shop/paid", "{\"n\":1,\"id\":\"o1\"}");
    String third = accept("shop/paid", "{\"n\":1,\"id\":\"o1\"}");

    assertThat(find(SHAPE, "{\"id\":\"o1\",\"n\":1}", start, 10))
        .containsExactly(first, second, third);
    assertThat(find(SHAPE, "{\"id\":\"o1\",\"n\":1}", start, 2)).containsExactly(first, second);
    assertThat(find(SHAPE, "{\"id\":\"o3\",\"n\":1}", start, 2)).isEmpty();
  }

  @Test
  void theWholeEventIsFound() {
    Event event = Given.event("shop/paid", "{\"id\":\"\u00e9\\\"\",\"n\":1}");
    Instant at = store(dispatch(event)).at();

    Event found =
        ports.waits().find(SHAPE, "{\"id\":\"\u00e9\\\"\",\"n\":1}", at, 10).get(0);

    assertThat(found.id()).isEqualTo(event.id());
    assertThat(found.name()).isEqualTo(event.name());
    assertThat(found.time()).isEqualTo(event.time());
    assertJson(found.data(), event.data());
  }

  @Test
  void equalNumbersAreEqualHoweverTheyAreWritten() {
    Instant start = now();
    String plain = accept("shop/paid", "{\"id\":\"o1\",\"n\":10}");
    String decimal = accept("shop/paid", "{\"id\":\"o1\",\"n\":10.0}");

    assertThat(find(SHAPE, "{\"id\":\"o1\",\"n\":10.00}", start, 10))
        .containsExactly(plain, decimal);
  }

  @Test
  void fieldsMayBeObjectsAndListsAndTruthValues() {
    WaitShape shape = new WaitShape("shop/paid", List.of("by", "items", "ok"));
    Instant start = now();
    String equal =
        accept("shop/paid", "{\"ok\":true,\"items\":[1,2],\"by\":{\"b\":1,\"a\":\"x\"}}");
    accept("shop/paid", "{\"ok\":true,\"items\":[2,1],\"by\":{\"b\":1,\"a\":\"x\"}}");
    accept("shop/paid", "{\"ok\":true,\"items\":[1,2,3],\"by\":{\"b\":1,\"a\":\"x\"}}");
    accept("shop/paid", "{\"ok\":true,\"items\":[1,2],\"by\":{\"b\":1,\"a\":\"x\",\"c\":2}}");
    accept("shop/paid", "{\"ok\":false,\"items\":[1,2],\"by\":{\"b\":1,\"a\":\"x\"}}");

    assertThat(find(shape, "{\"by\":{\"a\":\"x\",\"b\":1},\"items\":[1,2],\"ok\":true}", start, 10))
        .containsExactly(equal);
  }

  @Test
  void withoutFieldsAnyEventOfTheNameIsFound() {
    Instant start = now();
    String first = accept("shop/paid", "{}");
    String second = accept("shop/paid", "{\"id\":\"o1\"}");
    accept("shop/sent", "{}");

    assertThat(find(new WaitShape("shop/paid", List.of()), "{}", start, 10))
        .containsExactly(first, second);
  }

  @Test
  void whatWasAcceptedBeforeIsNotFound() {
    accept("shop/paid", "{\"id\":\"o1\",\"n\":1}");
    Event event = Given.event("shop/paid", "{\"id\":\"o1\",\"n\":1}");
    Instant at = store(dispatch(event)).at();

    assertThat(find(SHAPE, "{\"id\":\"o1\",\"n\":1}", at, 10)).containsExactly(event.id());
    assertThat(find(SHAPE, "{\"id\":\"o1\",\"n\":1}", at.plusMillis(1), 10)).isEmpty();
  }

  @Test
  void noDataIsInTheWay() {
    Instant start = now();
    accept("shop/paid", "{\"id\":\"\\u0000\",\"n\":1}");
    String even = accept("shop/paid", "{\"id\":\"o1\",\"n\":1}");

    assertThat(find(SHAPE, "{\"id\":\"o1\",\"n\":1}", start, 10)).containsExactly(even);
  }

  @Test
  void anEventOfTheFutureIsNotFoundBeforeItsTime() {
    Instant start = now();
    Event event = Given.event("shop/paid", "{\"id\":\"o1\",\"n\":1}");
    store(Given.deferred(dispatch(event), Effects.ALL, now().plus(LONG)));

    assertThat(find(SHAPE, "{\"id\":\"o1\",\"n\":1}", start, 10)).isEmpty();

    subject().advance(LONG.plusMinutes(1));
    ports.deferredEvents().settle(now(), 10, version(), (due, effects) -> dispatch(due));
    assertThat(find(SHAPE, "{\"id\":\"o1\",\"n\":1}", start, 10)).containsExactly(event.id());
  }
}
