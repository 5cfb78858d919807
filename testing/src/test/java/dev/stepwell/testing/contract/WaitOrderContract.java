package dev.stepwell.testing.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.runtime.model.EventWait;
import dev.stepwell.runtime.model.MatchKey;
import dev.stepwell.runtime.model.StepKind;
import dev.stepwell.runtime.model.StepRecord;
import dev.stepwell.runtime.model.StepWrite;
import dev.stepwell.runtime.model.StoredEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Each wait takes the event that the rule gives it, whichever process handles it, and however late. */
abstract class WaitOrderContract extends Contract {
  private static final int SCENARIOS = 40;

  WaitOrderContract(Supplier<? extends Subject> kind) {
    super(kind);
  }

  private record Accepted(String id, MatchKey key, Instant at) {}

  /** A wait, and the event that the rule gives it, computed as soon as that is certain. */
  private static final class Expected {
    private final List<MatchKey> keys;
    private final Instant until;
    private @Nullable String taken;

    Expected(List<MatchKey> keys, Instant until) {
      this.keys = keys;
      this.until = until;
    }
  }

  /** One run with many waits, and events between them. */
  private final class Scenario {
    private final Random random;
    private final Ports other;
    private final List<MatchKey> keys;
    private final UUID run;
    private final Instant created;
    private final List<Accepted> events = new ArrayList<>();
    private final Map<String, Expected> waits = new LinkedHashMap<>();

    Scenario(long seed, UUID worker, Ports other) {
      this.random = new Random(seed);
      this.other = other;
      this.keys = List.of(Given.key("shop/paid", seed + "-a"), Given.key("shop/paid", seed + "-b"));
      this.run = startAndClaim(worker, "a");
      this.created = run(run).createdAt();
      subject().advance(Duration.ofMillis(5));
    }

    void play() {
      for (int i = 0; i < 30; i++) {
        switch (random.nextInt(6)) {
          case 0, 1 -> accept();
          case 2, 3 -> begin();
          case 4 -> settle(1 + random.nextInt(2));
          default -> take();
        }
        subject().advance(Duration.ofMillis(random.nextInt(400)));
      }
      settle(1_000);
      take();
    }

    private MatchKey anyKey() {
      return keys.get(random.nextInt(keys.size()));
    }

    /** The keys of a wait for one event, or for the first of several. */
    private List<MatchKey> someKeys() {
      return random.nextInt(3) > 0 ? List.of(anyKey()) : keys;
    }

    private void accept() {
      MatchKey key = anyKey();
      StoredEvent event = new StoredEvent(Given.id().toString(), key.event(), "{}", now());
      Instant at = ((dev.stepwell.runtime.store.EventLog.Accepted.Stored)
              (random.nextBoolean() ? ports : other)
                  .events()
                  .append(Given.waking(event, version(), key))
                  .join())
          .at();
      Accepted accepted = new Accepted(event.id(), key, at);
      events.add(accepted);
      List<Expected> open = waits.values().stream()
          .filter(wait -> wait.taken == null && wait.keys.contains(key) && !at.isAfter(wait.until))
          .toList();
      open.forEach(wait -> wait.taken = accepted.id);
    }

    private void begin() {
      String step = "wait-" + waits.size();
      Instant at = now();
      Instant since = switch (random.nextInt(3)) {
        case 0 -> null;
        case 1 -> created;
        default -> at.minusMillis(random.nextInt(1_500));
      };
      Instant until = at.plusMillis(200 + random.nextInt(3_000));
      Expected wait = new Expected(someKeys(), until);
      List<EventWait> all =
          wait.keys.stream().map(key -> new EventWait(key, since, null)).toList();
      record(new StepWrite(
          run,
          Given.waiting(step, StepKind.WAIT, until, at),
          null,
          all.get(0).or(all.subList(1, all.size())),
          List.of()));
      events.stream()
          .filter(
              event -> wait.keys.contains(event.key) && since != null && !event.at.isBefore(since))
          .filter(
              event -> waits.values().stream().noneMatch(earlier -> event.id.equals(earlier.taken)))
          .findFirst()
          .ifPresent(event -> wait.taken = event.id);
      waits.put(step, wait);
    }

    private void settle(int max) {
      Ports process = random.nextBoolean() ? ports : other;
      process.deferredEvents().settle(now(), max, version(), (due, effects) -> {
        MatchKey key = events.stream()
            .filter(event -> event.id.equals(due.id()))
            .findFirst()
            .orElseThrow()
            .key;
        return Given.waking(due, version(), key);
      });
    }

    private void take() {
      Ports process = random.nextBoolean() ? ports : other;
      List<String> steps =
          waits.keySet().stream().filter(step -> random.nextInt(3) > 0).toList();
      process.waits().take(run, steps);
    }

    Map<String, String> expected() {
      Map<String, String> expected = new LinkedHashMap<>();
      waits.forEach((step, wait) -> expected.put(step, String.valueOf(wait.taken)));
      return expected;
    }

    Map<String, String> actual() {
      ports.waits().take(run, waits.keySet());
      Map<String, String> actual = new LinkedHashMap<>();
      for (String step : waits.keySet()) {
        StepRecord record = step(run, step);
        String result = record == null ? null : record.result();
        actual.put(step, result == null ? "null" : result.split("\"", -1)[3]);
      }
      return actual;
    }
  }

  @Test
  void eachWaitTakesTheOldestEventThatItMay() {
    UUID worker = worker(ports, "a");
    Ports other = subject().openProcess();
    for (long seed = 0; seed < SCENARIOS; seed++) {
      Scenario scenario = new Scenario(seed, worker, other);
      scenario.play();

      assertThat(scenario.actual()).as("seed " + seed).isEqualTo(scenario.expected());
    }
  }
}
