package dev.stepwell.server.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.server.http.MemoryBudget;
import dev.stepwell.server.live.Change.Kind;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WatchTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final Duration SHORT = Duration.ofMillis(1);

  private volatile Supplier<Map<String, String>> now = () -> Map.of("a", "1");
  private final Watch watch = Watch.start(share -> now.get(), new MemoryBudget(1_000_000), SHORT);

  private News next(@Nullable Long since, @Nullable String told) throws InterruptedException {
    return Objects.requireNonNull(watch.next(since, told, LONG));
  }

  @Test
  void beginsWithAllThenTellsWhatChanges() throws Exception {
    News first = next(null, null);
    assertThat(first.items()).containsExactly(Map.entry("a", "1"));

    now = () -> Map.of("a", "2");
    News second = next(first.number(), null);
    assertThat(second.items()).isNull();
    assertThat(second.changes()).containsExactly(new Change(1, Kind.CHANGED, "a", "2"));

    now = Map::of;
    assertThat(next(second.number(), null).changes())
        .containsExactly(new Change(2, Kind.GONE, "a", ""));
    watch.close();
    assertThat(watch.next(2L, null, LONG)).isNull();
  }

  @Test
  void whoeverHasMissedTooMuchBeginsAnew() throws Exception {
    News first = next(null, null);
    Map<String, String> many = new LinkedHashMap<>();
    for (int i = 0; i < 2_000; i++) {
      many.put("item-" + i, "1");
    }

    now = () -> many;

    assertThat(next(first.number(), null).items()).hasSize(2_000);
    watch.close();
  }

  @Test
  void troubleIsToldUntilItIsOver() throws Exception {
    News first = next(null, null);

    now = () -> {
      throw new IllegalStateException("the database is away");
    };
    News trouble = next(first.number(), null);
    assertThat(trouble.trouble()).isEqualTo(Watch.AWAY);
    assertThat(trouble.number()).isEqualTo(first.number());
    now = () -> Map.of("a", "1");

    News over = next(trouble.number(), trouble.trouble());
    assertThat(over.trouble()).isNull();
    assertThat(over.changes()).isEmpty();
    watch.close();
  }

  @Test
  void aLookThatTakesForEverIsTroubleToo() throws Exception {
    News first = next(null, null);
    CountDownLatch answers = new CountDownLatch(1);

    now = () -> {
      try {
        answers.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return Map.of("a", "1");
    };
    News news = first;
    while (news.trouble() == null) {
      news = Objects.requireNonNull(watch.next(first.number(), null, Duration.ofSeconds(1)));
    }

    assertThat(news.trouble()).isEqualTo("the database has not answered for a while");
    answers.countDown();
    assertThat(next(first.number(), news.trouble()).trouble()).isNull();
    watch.close();
  }
}
