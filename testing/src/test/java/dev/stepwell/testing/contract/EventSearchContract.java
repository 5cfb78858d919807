package dev.stepwell.testing.contract;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.runtime.codec.Json;
import dev.stepwell.runtime.model.Deferral.Effects;
import dev.stepwell.runtime.model.EventWait;
import dev.stepwell.runtime.model.MatchKey;
import dev.stepwell.runtime.model.StepKind;
import dev.stepwell.runtime.model.StepStatus;
import dev.stepwell.runtime.model.StepWrite;
import dev.stepwell.runtime.model.StoredEvent;
import dev.stepwell.runtime.model.WaitShape;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A wait that looks back finds the events that it would have waited for, whether senders knew its shape or not. */
abstract class EventSearchContract extends Contract {
  private static final WaitShape SHAPE = new WaitShape("shop/paid", List.of("id", "n"));

  private final Json json = new Json();
  private UUID run;
  private int waits;

  EventSearchContract(Supplier<? extends Subject> kind) {
    super(kind);
  }

  @BeforeEach
  void startRun() {
    run = startAndClaim(worker(ports, "a"), "a");
    subject().advance(Duration.ofSeconds(1));
  }

  private String accept(String name, String data) {
    StoredEvent event = Given.event(name, data);
    store(dispatch(event));
    subject().advance(Duration.ofSeconds(1));
    return event.id();
  }

  /** The events that this many waits of one run find. */
  private List<String> find(WaitShape shape, String match, Instant since) {
    List<String> found = new ArrayList<>();
    while (true) {
      String step = "wait-" + waits++;
      String key = requireNonNull(json.key(match, shape.fields()));
      assertThat(ports.waits().listen(shape, since)).isTrue();
      record(new StepWrite(
          run,
          Given.waiting(step, StepKind.WAIT, now().plus(LONG), now()),
          null,
          new EventWait(new MatchKey(shape.event(), key), since, null),
          List.of()));
      String result = ports.waits().take(run, List.of(step)).get(step);
      if (result == null) {
        return found;
      }
      assertThat(requireNonNull(step(run, step)).status()).isEqualTo(StepStatus.COMPLETED);
      found.add(result.split("\"", -1)[3]);
    }
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

    assertThat(find(SHAPE, "{\"id\":\"o1\",\"n\":1}", start)).containsExactly(first, second, third);
    assertThat(find(SHAPE, "{\"id\":\"o3\",\"n\":1}", start)).isEmpty();
  }

  @Test
  void moreThanAPageIsFound() {
    Instant start = now();
    List<String> all = new ArrayList<>();
    for (int i = 0; i < 120; i++) {
      all.add(accept("shop/paid", "{\"id\":\"o1\",\"n\":1}"));
    }

    assertThat(find(SHAPE, "{\"id\":\"o1\",\"n\":1}", start)).isEqualTo(all);
  }

  @Test
  void equalNumbersAreEqualHoweverTheyAreWritten() {
    Instant start = now();
    String plain = accept("shop/paid", "{\"id\":\"o1\",\"n\":10}");
    String decimal = accept("shop/paid", "{\"id\":\"o1\",\"n\":10.0}");

    assertThat(find(SHAPE, "{\"id\":\"o1\",\"n\":10.00}", start)).containsExactly(plain, decimal);
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

    assertThat(find(shape, "{\"by\":{\"a\":\"x\",\"b\":1},\"items\":[1,2],\"ok\":true}", start))
        .containsExactly(equal);
  }

  @Test
  void withoutFieldsAnyEventOfTheNameIsFound() {
    Instant start = now();
    String first = accept("shop/paid", "{}");
    String second = accept("shop/paid", "{\"id\":\"o1\"}");
    accept("shop/sent", "{}");

    assertThat(find(new WaitShape("shop/paid", List.of()), "{}", start))
        .containsExactly(first, second);
  }

  @Test
  void whatWasAcceptedBeforeIsNotFound() {
    accept("shop/paid", "{\"id\":\"o1\",\"n\":1}");
    Instant since = now();
    String event = accept("shop/paid", "{\"id\":\"o1\",\"n\":1}");

    assertThat(find(SHAPE, "{\"id\":\"o1\",\"n\":1}", since)).containsExactly(event);
  }

  @Test
  void aLaterLookBackReachesFurther() {
    Instant start = now();
    String early = accept("shop/paid", "{\"id\":\"o1\",\"n\":1}");
    Instant since = now();
    String late = accept("shop/paid", "{\"id\":\"o1\",\"n\":1}");

    assertThat(find(SHAPE, "{\"id\":\"o1\",\"n\":1}", since)).containsExactly(late);
    assertThat(find(SHAPE, "{\"id\":\"o1\",\"n\":1}", start)).containsExactly(early);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\\u0000",
        "a\\\\u0000b",
        "\\\\ud800",
        "\u00e9\\\"",
        "\\ud83d\\ude00",
        "\ud83d\ude00"
      })
  void noTextIsInTheWay(String text) {
    Instant start = now();
    String other = accept("shop/paid", "{\"id\":\"o1\",\"n\":1,\"more\":\"" + text + "\"}");
    String itself = accept("shop/paid", "{\"id\":\"" + text + "\",\"n\":1}");

    assertThat(find(SHAPE, "{\"id\":\"o1\",\"n\":1}", start)).containsExactly(other);
    assertThat(find(SHAPE, "{\"id\":\"" + text + "\",\"n\":1}", start)).containsExactly(itself);
  }

  @Test
  void anEventOfTheFutureIsFoundOnceItHasFired() {
    StoredEvent event = Given.event("shop/paid", "{\"id\":\"o1\",\"n\":1}");
    store(Given.deferred(dispatch(event), Effects.ALL, now().plus(LONG)));
    Instant start = now();
    assertThat(find(SHAPE, "{\"id\":\"o1\",\"n\":1}", start)).isEmpty();

    subject().advance(LONG.plusMinutes(1));
    Instant since = now();
    MatchKey key =
        new MatchKey("shop/paid", requireNonNull(json.key(event.data(), SHAPE.fields())));
    ports
        .deferredEvents()
        .settle(now(), 10, version(), (due, effects) -> Given.waking(due, version(), key));

    assertThat(find(SHAPE, "{\"id\":\"o1\",\"n\":1}", since)).containsExactly(event.id());
  }
}
