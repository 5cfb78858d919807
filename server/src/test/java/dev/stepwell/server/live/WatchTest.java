package dev.stepwell.server.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.runtime.store.StoreException;
import dev.stepwell.server.http.MemoryBudget;
import dev.stepwell.server.http.Problem;
import dev.stepwell.server.live.Change.Kind;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WatchTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final Duration SHORT = Duration.ofMillis(1);

  private volatile Supplier<Map<String, String>> now = () -> Map.of("a", "1");
  private final Watch watch =
      Watch.start(share -> now.get(), new MemoryBudget(1_000_000), new Semaphore(1), SHORT);

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
      throw new Away();
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

  /** Only what the database does is called its trouble. */
  @Test
  void otherTroubleIsNotThatOfTheDatabase() throws Exception {
    News first = next(null, null);

    now = () -> {
      throw new IllegalStateException("a bug");
    };
    News broken = next(first.number(), null);
    now = () -> {
      throw Problem.busy("other requests hold the memory", 1);
    };
    News busy = next(first.number(), broken.trouble());

    assertThat(broken.trouble()).isEqualTo(Watch.BROKEN).doesNotContain("database");
    assertThat(busy.trouble()).isEqualTo("other requests hold the memory");
    watch.close();
  }

  private static final class Away extends StoreException {
    private static final long serialVersionUID = 1L;

    Away() {
      super("the database is away", null);
    }

    @Override
    public boolean isPassing() {
      return true;
    }
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

    assertThat(news.trouble()).isEqualTo("the database has not responded for a while");
    answers.countDown();
    assertThat(next(first.number(), news.trouble()).trouble()).isNull();
    watch.close();
  }

  @Test
  void anErrorIsReportedAndTheWatchContinues() throws Exception {
    now = () -> {
      throw new StackOverflowError();
    };
    News first = next(null, null);
    while (first.trouble() == null) {
      first = next(first.number(), null);
    }
    assertThat(first.trouble()).isEqualTo(Watch.BROKEN);

    now = () -> Map.of("a", "3");

    assertThat(next(first.number(), Watch.BROKEN).trouble()).isNull();
    watch.close();
  }

  @Test
  void aRefusedQuestionIsNotOverdue() throws Exception {
    CountDownLatch looks = new CountDownLatch(200);
    now = () -> {
      looks.countDown();
      throw Problem.bad("no run has this id");
    };
    long before = System.nanoTime();
    assertThat(looks.await(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();

    assertThat(watch.overdueMillis()).isLessThan((System.nanoTime() - before) / 1_000_000);
    watch.close();
  }
}
