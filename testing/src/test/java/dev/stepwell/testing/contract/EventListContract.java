package dev.stepwell.testing.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.runtime.model.AcceptedEvent;
import dev.stepwell.runtime.model.EventCursor;
import dev.stepwell.runtime.model.EventFilter;
import dev.stepwell.runtime.model.EventPage;
import dev.stepwell.runtime.model.StoredEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Events of all names are listed newest first. */
abstract class EventListContract extends Contract {
  private static final String EVEN = "shop/even";
  private static final String ODD = "shop/odd";

  EventListContract(Supplier<? extends Subject> kind) {
    super(kind);
  }

  /** Accepts this many events of two names, a second apart. Returns them newest first. */
  private List<AcceptedEvent> accept(int count) {
    List<AcceptedEvent> accepted = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      subject().advance(Duration.ofSeconds(1));
      StoredEvent event = Given.event(i % 2 == 0 ? EVEN : ODD, "{\"Title\": \"Number " + i + "\"}");
      Instant at = store(dispatch(event)).at();
      accepted.add(0, new AcceptedEvent(event, at));
    }
    return accepted;
  }

  private List<AcceptedEvent> listed(EventFilter filter) {
    EventPage page = ports.runs().events(filter, null, 100);
    assertThat(page.next()).isNull();
    return page.events();
  }

  private static EventFilter text(String text) {
    return new EventFilter(null, text, null, null);
  }

  @Test
  void noneAreListedWhereNoneAre() {
    assertThat(listed(EventFilter.ALL)).isEmpty();
    assertThat(listed(text("x"))).isEmpty();
    assertThat(ports.runs().recentEventNames(10)).isEmpty();
    assertThat(ports.runs().lastEvent(EVEN)).isEmpty();
  }

  @Test
  void theNewestComeFirst() {
    List<AcceptedEvent> all = accept(5);

    assertThat(listed(EventFilter.ALL)).containsExactlyElementsOf(all);
    assertThat(listed(new EventFilter(ODD, null, null, null)))
        .containsExactly(all.get(1), all.get(3));
    assertThat(listed(new EventFilter("shop/other", null, null, null))).isEmpty();
  }

  @Test
  void theyAreListedByPages() {
    List<AcceptedEvent> all = accept(5);

    for (EventFilter filter : List.of(EventFilter.ALL, text("number"))) {
      assertThat(byPages(filter)).containsExactlyElementsOf(all);
    }
  }

  private List<AcceptedEvent> byPages(EventFilter filter) {
    List<AcceptedEvent> listed = new ArrayList<>();
    EventCursor before = null;
    do {
      EventPage page = ports.runs().events(filter, before, 2);
      assertThat(page.events()).hasSizeLessThanOrEqualTo(2);
      listed.addAll(page.events());
      before = page.next();
    } while (before != null);
    return listed;
  }

  @Test
  void thoseOfOneTimeAreListedOnceEach() {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      StoredEvent event = Given.event(EVEN, "{}");
      store(dispatch(event));
      ids.add(event.id());
    }

    assertThat(byPages(EventFilter.ALL))
        .extracting(accepted -> accepted.event().id())
        .containsExactlyInAnyOrderElementsOf(ids);
  }

  @Test
  void theyAreListedByTheirText() {
    List<AcceptedEvent> all = accept(3);
    String id = all.get(1).event().id();

    assertThat(listed(text("nUMBER 2"))).containsExactly(all.get(0));
    assertThat(listed(text("title"))).containsExactlyElementsOf(all);
    assertThat(listed(text(id.substring(9).toUpperCase(Locale.ROOT)))).containsExactly(all.get(1));
    assertThat(listed(text("100% _sure_"))).isEmpty();
    assertThat(listed(new EventFilter(ODD, "number", null, null))).containsExactly(all.get(1));
  }

  @Test
  void theyAreListedByTheTimeTheyWereAccepted() {
    List<AcceptedEvent> all = accept(4);

    assertThat(between(all.get(2), all.get(0))).containsExactly(all.get(1), all.get(2));
    assertThat(between(all.get(1), null)).containsExactly(all.get(0), all.get(1));
    assertThat(between(null, all.get(2))).containsExactly(all.get(3));
  }

  private List<AcceptedEvent> between(@Nullable AcceptedEvent from, @Nullable AcceptedEvent to) {
    Instant start = from == null ? null : from.acceptedAt();
    Instant end = to == null ? null : to.acceptedAt();
    List<AcceptedEvent> listed = listed(new EventFilter(null, null, start, end));
    assertThat(listed(new EventFilter(null, "number", start, end))).isEqualTo(listed);
    return listed;
  }

  @Test
  void namesAreListedByTheirNewestEvents() {
    accept(2);
    assertThat(ports.runs().recentEventNames(10)).containsExactly(ODD, EVEN);

    accept(1);
    assertThat(ports.runs().recentEventNames(10)).containsExactly(EVEN, ODD);
    assertThat(ports.runs().recentEventNames(1)).containsExactly(EVEN);
  }

  @Test
  void theLastEventOfANameIsThere() {
    List<AcceptedEvent> all = accept(4);

    assertThat(ports.runs().lastEvent(EVEN)).contains(all.get(1).event());
    assertThat(ports.runs().lastEvent(ODD)).contains(all.get(0).event());
  }
}
