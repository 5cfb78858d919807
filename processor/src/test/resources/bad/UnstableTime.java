package bad;

import static java.lang.System.nanoTime;

import dev.stepwell.*;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.*;
import java.util.function.Supplier;

class UnstableTime {
  private final Clock clock = Clock.systemUTC();

  @Function(id = "remind", event = "tests/remind.wanted")
  void remind(String key, List<String> days) {
    Instant due = Instant.now().plusSeconds(60);
    // ^ warning: [UnstableTime] Instant.now() returns a different time whenever the run is replayed; use steps.now(), or call it in a @Step
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    // ^ warning: [UnstableTime] LocalDate.now(ZoneOffset.UTC) returns a different time whenever the run is replayed; use steps.now(), or call it in a @Step
    LocalDate there = LocalDate.now(ZoneId.of("Europe/Berlin"));
    // ^ warning: [UnstableTime] LocalDate.now(ZoneId.of("Europe/Berlin")) returns a different time whenever the run is replayed; use steps.now(), or call it in a @Step
    java.time.LocalDateTime local =
        java.time.LocalDateTime.now();
        // ^ warning: [UnstableTime] java.time.LocalDateTime.now() returns a different time whenever the run is replayed; use steps.now(), or call it in a @Step
    Instant own = clock.instant();
    // ^ warning: [UnstableTime] clock.instant() returns a different time whenever the run is replayed; use steps.now(), or call it in a @Step
    Instant same = Instant.now(clock);
    // ^ warning: [UnstableTime] Instant.now(clock) returns a different time whenever the run is replayed; use steps.now(), or call it in a @Step
    long millis = System.currentTimeMillis();
    // ^ warning: [UnstableTime] System.currentTimeMillis() returns a different time whenever the run is replayed; use steps.now(), or call it in a @Step
    long nanos = nanoTime();
    // ^ warning: [UnstableTime] nanoTime() returns a different time whenever the run is replayed; use steps.now(), or call it in a @Step
    Date date = new Date();
    // ^ warning: [UnstableTime] new Date() returns a different time whenever the run is replayed; use steps.now(), or call it in a @Step
    Calendar calendar = Calendar.getInstance();
    // ^ warning: [UnstableTime] Calendar.getInstance() returns a different time whenever the run is replayed; use steps.now(), or call it in a @Step
    days.removeIf(day -> day.equals(Clock.systemUTC().toString()));
    // ^ warning: [UnstableTime] Clock.systemUTC() returns a different time whenever the run is replayed; use steps.now(), or call it in a @Step
    Supplier<Instant> later = () -> Instant.now();
    // ^ warning: [UnstableTime] Instant.now() returns a different time whenever the run is replayed; use steps.now(), or call it in a @Step
    work(later.get());
    days.forEach(day -> work(dueOf(day)));
    Optional<Instant> chosen = Optional.of(due).or(() -> Optional.of(same));
    Instant other = chosen.map(at -> own).orElseGet(Instant::now);
    // ^ warning: [UnstableTime] Instant::now returns a different time whenever the run is replayed; use steps.now(), or call it in a @Step
    work(other);
    work(STARTED);
    // ^ warning: [UnstableTime] STARTED, set to Instant.now(), returns a different time whenever the run is replayed; use steps.now(), or call it in a @Step
    work(now.get());
    work(new Due(key).at());
    // ^ warning: [UnstableTime] Instant.now(), in Due, returns a different time whenever the run is replayed; use steps.now(), or call it in a @Step
    work(Dates.due(1));
    // ^ warning: [UnstableTime] Instant.now(), in Dates.due, returns a different time whenever the run is replayed; use steps.now(), or call it in a @Step
  }

  @Function(id = "chains", event = "tests/chains.wanted")
  void chains(String key, Steps steps) {
    var dates = new Stamps();
    // ^ warning: [UnstableTime] Clock.systemUTC(), in Stamps, returns a different time whenever the run is replayed; use steps.now(), or call it in a @Step
    work(dates.stamp());
    // ^ warning: [UnstableTime] Instant.now(), in Stamps.stamp, returns a different time whenever the run is replayed; use steps.now(), or call it in a @Step
    work(dates.clock.instant());
    // ^ warning: [UnstableTime] dates.clock.instant() returns a different time whenever the run is replayed; use steps.now(), or call it in a @Step
    var same = clock;
    work(same.instant());
    // ^ warning: [UnstableTime] same.instant() returns a different time whenever the run is replayed; use steps.now(), or call it in a @Step
    work(Optional.of(dates).map(of -> of.stamp()).get());
    work(Clock.fixed(steps.now(), ZoneOffset.UTC).instant());
  }

  interface Stamped {
    default Instant stamp() {
      return Instant.now();
    }
  }

  static class Stamps implements Stamped {
    private final Clock clock = Clock.systemUTC();
  }

  private static final Instant STARTED = Instant.now();
  private final Supplier<Instant> now = () -> Instant.now();
  // ^ warning: [UnstableTime] Instant.now() returns a different time whenever the run is replayed; use steps.now(), or call it in a @Step

  record Due(String name, Instant at) {
    Due(String name) {
      this(name, Instant.now());
    }

    Due {
      name = name + System.nanoTime();
    }
  }

  static class Dates {
    static Instant due(int days) {
      return base().plusSeconds(days);
    }

    private static Instant base() {
      return Instant.now();
    }
  }

  private Instant dueOf(String day) {
    return Instant.now();
    // ^ warning: [UnstableTime] Instant.now() returns a different time whenever the run is replayed; use steps.now(), or call it in a @Step
  }

  @OnFailure("remind")
  void failed(String key) {
    work(Instant.now());
    // ^ warning: [UnstableTime] Instant.now() returns a different time whenever the run is replayed; use steps.now(), or call it in a @Step
  }

  @Step
  void work(Instant at) {
    Instant.now();
  }

  interface Policy {
    Instant due(String key);
  }

  static class Standard implements Policy {
    @Override
    public Instant due(String key) {
      return Instant.now();
    }
  }

  abstract static class Rule {
    abstract Instant from();
  }

  static class Today extends Rule {
    @Override
    Instant from() {
      return Instant.now();
    }
  }

  static class Never extends Rule {
    @Override
    Instant from() {
      return Instant.MAX;
    }
  }

  private Policy policy;
  private final Rule rule = new Today();
  private Rule anyRule;

  @Function(id = "policies", event = "tests/policies.wanted")
  void policies(String key) {
    policy.due(key);
    // ^ warning: [UnstableTime] Instant.now(), in Standard.due, returns a different time whenever the run is replayed; use steps.now(), or call it in a @Step
    rule.from();
    // ^ warning: [UnstableTime] Instant.now(), in Today.from, returns a different time whenever the run is replayed; use steps.now(), or call it in a @Step
    Rule never = new Never();
    never.from();
    anyRule.from();
  }
}
