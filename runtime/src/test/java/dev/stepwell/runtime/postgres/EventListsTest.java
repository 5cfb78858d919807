package dev.stepwell.runtime.postgres;

import static java.util.Comparator.reverseOrder;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.stepwell.runtime.TestPostgres;
import dev.stepwell.runtime.model.EventCursor;
import dev.stepwell.runtime.model.EventFilter;
import dev.stepwell.runtime.model.EventPage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Lists of events in tables that hold many others. */
class EventListsTest {
  @AutoClose
  private final HikariDataSource database = TestPostgres.freshDatabase();

  private final EventLists lists = new EventLists(database);

  /** One rare event, which is the oldest, and then this many of two names, a second apart. */
  @BeforeEach
  void fill() {
    TestPostgres.execute(
        database,
        "insert into stepwell.event (id, name, data, time, accepted_at)"
            + " select 'e' || n, case when n % 10 = 0 then 'rare' else 'common' end,"
            + " json_build_object('n', case n when 0 then 'needle' else 'hay' end), now(),"
            + " timestamptz '2026-01-01Z' + n * interval '1 second'"
            + " from generate_series(0, "
            + 2 * EventLists.LOOKED_AT
            + ") as n");
  }

  @Test
  void onePageLooksAtSoManyEventsOnlyAndSaysWhereToGoOn() {
    EventFilter needle = new EventFilter(null, "needle", null, null);
    List<String> found = new ArrayList<>();
    EventCursor before = null;
    int pages = 0;
    do {
      EventPage page = lists.list(needle, before, 50);
      page.events().forEach(event -> found.add(event.event().id()));
      if (page.next() != null && before != null) {
        assertThat(page.next().acceptedAt()).isBefore(before.acceptedAt());
      }
      before = page.next();
      pages++;
    } while (before != null);

    assertThat(found).containsExactly("e0");
    assertThat(pages).isBetween(3, 6);
  }

  @Test
  void noEventIsLeftOutWhereAPageStops() {
    EventFilter hay = new EventFilter(null, "hay", Instant.parse("2026-01-01T08:00:00Z"), null);
    List<String> found = new ArrayList<>();
    EventCursor before = null;
    do {
      EventPage page = lists.list(hay, before, 7_000);
      page.events().forEach(event -> found.add(event.event().id()));
      before = page.next();
    } while (before != null);

    assertThat(found).hasSize(2 * EventLists.LOOKED_AT - 8 * 3_600 + 1).doesNotHaveDuplicates();
  }

  @Test
  void theNewestAreFoundAmongAllNames() {
    EventPage page = lists.list(EventFilter.ALL, null, 3);

    int last = 2 * EventLists.LOOKED_AT;
    assertThat(page.events())
        .extracting(event -> event.event().id())
        .containsExactly("e" + last, "e" + (last - 1), "e" + (last - 2));
    assertThat(lists.recentNames(5)).containsExactly("rare", "common");
    assertThat(lists.last("common").orElseThrow().id()).isEqualTo("e" + (last - 1));
  }

  /** Whether names are equally frequent or not, a page is full and leaves out nothing. */
  @Test
  void largePagesOfManyNamesAreMergedRangeByRange() {
    for (int frequent : new int[] {1, 20}) {
      TestPostgres.execute(database, "truncate stepwell.event cascade");
      TestPostgres.execute(
          database,
          "insert into stepwell.event (id, name, data, time, accepted_at)"
              + " select 'e' || lpad(n::text, 5, '0'),"
              + " 'name ' || case when n % 100 = 0 then n / 100 % 20 else n % " + frequent + " end,"
              + " '{}', now(), timestamptz '2026-01-01Z' + n / 3 * interval '1 second'"
              + " from generate_series(1, 3700) as n");
      List<String> found = new ArrayList<>();
      List<Integer> sizes = new ArrayList<>();
      EventCursor before = null;
      do {
        EventPage page = lists.list(EventFilter.ALL, before, 500);
        page.events().forEach(event -> found.add(event.event().id()));
        sizes.add(page.events().size());
        before = page.next();
      } while (before != null);

      assertThat(found).hasSize(3_700).doesNotHaveDuplicates().isSortedAccordingTo(reverseOrder());
      assertThat(sizes).containsExactly(500, 500, 500, 500, 500, 500, 500, 200);
    }
  }

  /** With one event of each name, at different times or all at once. */
  @Test
  void eventsAreFoundUnderMoreNamesThanAreMerged() {
    int count = 2 * EventLists.MAX_NAMES + 10;
    for (int seconds : new int[] {1, 0}) {
      TestPostgres.execute(database, "truncate stepwell.event cascade");
      TestPostgres.execute(
          database,
          "insert into stepwell.event (id, name, data, time, accepted_at)"
              + " select 'e' || lpad(n::text, 5, '0'), 'name ' || lpad(n::text, 5, '0'), '{\"a\":\"hay\"}', now(),"
              + " timestamptz '2026-01-01Z' + " + seconds + " * n * interval '1 second'"
              + " from generate_series(1, " + count + ") as n");

      for (String text : new String[] {null, "hay", "e000"}) {
        assertThat(walk(new EventFilter(null, text, null, null)))
            .hasSize("e000".equals(text) ? 99 : count)
            .doesNotHaveDuplicates()
            .isSortedAccordingTo(reverseOrder());
      }
      assertThat(lists.list(EventFilter.ALL, null, 1).events())
          .extracting(event -> event.event().id())
          .containsExactly("e0" + count);
    }
    assertThat(lists.recentNames(count)).hasSize(count);
  }

  private List<String> walk(EventFilter filter) {
    List<String> found = new ArrayList<>();
    EventCursor before = null;
    do {
      EventPage page = lists.list(filter, before, 300);
      page.events().forEach(event -> found.add(event.event().id()));
      before = page.next();
    } while (before != null);
    return found;
  }
}
