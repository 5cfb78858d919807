package dev.stepwell.testing.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.contract.ConcurrencyDefinition;
import dev.stepwell.contract.FlowControl;
import dev.stepwell.contract.ThrottleDefinition;
import dev.stepwell.runtime.model.LimitChange;
import dev.stepwell.runtime.model.LimitChange.Action;
import dev.stepwell.runtime.model.LimitInfo;
import dev.stepwell.runtime.model.LimitKey;
import dev.stepwell.runtime.model.LimitOverride;
import dev.stepwell.runtime.model.NewRun;
import dev.stepwell.runtime.model.RunEnd;
import dev.stepwell.runtime.model.RunLimits;
import dev.stepwell.runtime.model.RunStatus;
import dev.stepwell.runtime.store.LimitControl;
import dev.stepwell.runtime.store.LimitedClaim;
import dev.stepwell.runtime.store.RunAdmission;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Operators see limits, override them until a time, and drop and move what waits; each change is recorded. */
abstract class LimitControlContract extends Contract {
  private static final String LIMIT = "concurrency f by event.data.tenant";

  private UUID me;
  private LimitControl control;

  LimitControlContract(Supplier<? extends Subject> kind) {
    super(kind);
  }

  @BeforeEach
  void publish() {
    publish(2, null);
    me = worker(ports, "f");
    control = ports.limitControl();
  }

  private void publish(int amount, @Nullable ThrottleDefinition throttle) {
    FlowControl flow = new FlowControl(
        List.of(ConcurrencyDefinition.of(amount).withKey("event.data.tenant")),
        throttle,
        null,
        null,
        null,
        null,
        null,
        null,
        List.of());
    ports
        .functions()
        .publish(
            List.of(Given.function("f", "test/started").controlled(Duration.ofHours(24), flow)));
  }

  private UUID started(String key, LimitKey... others) {
    List<RunLimits.Use> uses = new ArrayList<>();
    uses.add(new RunLimits.Use(new LimitKey(LIMIT, key), 1));
    for (LimitKey other : others) {
      uses.add(new RunLimits.Use(other, 1));
    }
    return start(
        new NewRun(Given.id(), "f", List.of(), false, null, null, null, new RunLimits(key, uses)));
  }

  private List<UUID> claimed() {
    List<UUID> claimed = new ArrayList<>();
    LimitedClaim claim;
    do {
      claim = ports
          .queue()
          .claimLimited(me, Set.of("f"), new RunAdmission.Room(100, Long.MAX_VALUE), now(), TURNS);
      claimed.addAll(ids(claim.runs()));
    } while (claim.more());
    return claimed;
  }

  private void override(int amount, Duration duration) {
    Instant until = now().plus(duration);
    assertThat(control.override(LIMIT, new LimitOverride(amount, until, "ada"))).isTrue();
  }

  private LimitInfo limit() {
    return control.limits(10).stream()
        .filter(info -> info.limit().name().equals(LIMIT))
        .findFirst()
        .orElseThrow();
  }

  private List<Action> actions() {
    return control.changes(null, 100).stream().map(LimitChange::action).toList();
  }

  @Test
  void aLimitIsDeclaredByThePublishedFunctions() {
    assertThat(control.isDeclared(LIMIT)).isTrue();
    assertThat(control.isDeclared("concurrency g")).isFalse();
  }

  @Test
  void anAmountHoldsUntilItsTime() {
    for (int i = 0; i < 8; i++) {
      started("[1]");
    }
    assertThat(claimed()).hasSize(2);
    override(5, Duration.ofMinutes(10));
    List<UUID> more = claimed();
    assertThat(more).hasSize(3);
    assertThat(limit().amount()).isEqualTo(5);
    assertThat(limit().limit().amount()).isEqualTo(2);
    publish(3, null);
    assertThat(limit().amount()).as("after a publication").isEqualTo(5);

    subject().advance(Duration.ofMinutes(11));
    assertThat(limit().override()).isNull();
    assertThat(limit().amount()).isEqualTo(3);
    more.forEach(run -> end(new RunEnd.Completed(run, "1", false, null)));
    assertThat(claimed()).as("two still run").hasSize(1);
  }

  @Test
  void aLowerAmountLetsWhatRunsContinue() {
    for (int i = 0; i < 4; i++) {
      started("[1]");
    }
    List<UUID> running = claimed();
    assertThat(running).hasSize(2);
    override(1, LONG);
    assertThat(limit().keys()).containsExactly(new LimitInfo.Key("[1]", 2, 2, false, null));
    end(new RunEnd.Completed(running.get(0), "1", false, null));
    assertThat(claimed()).isEmpty();
    end(new RunEnd.Completed(running.get(1), "1", false, null));
    assertThat(claimed()).hasSize(1);

    assertThat(control.removeOverride(LIMIT, "bob")).isTrue();
    assertThat(control.removeOverride(LIMIT, "bob")).isFalse();
    assertThat(claimed()).hasSize(1);
  }

  @Test
  void changesAreRecorded() {
    override(5, LONG);
    Instant first = Objects.requireNonNull(limit().override()).until();
    override(7, LONG.plus(LONG));
    control.removeOverride(LIMIT, null);
    assertThat(control.override("concurrency other", new LimitOverride(1, now(), null)))
        .isFalse();

    List<LimitChange> changes = control.changes(null, 10);
    assertThat(changes).hasSize(3);
    LimitChange removed = changes.get(0);
    assertThat(removed.action()).isEqualTo(Action.REMOVE_OVERRIDE);
    assertThat(removed.by()).isNull();
    assertThat(removed.limit()).isEqualTo(LIMIT);
    assertThat(removed.before()).startsWith("7 until ");
    assertThat(removed.after()).isNull();
    LimitChange raised = changes.get(1);
    assertThat(raised.by()).isEqualTo("ada");
    assertThat(raised.before()).isEqualTo("5 until " + first);
    assertThat(raised.after()).startsWith("7 until ");
    assertThat(raised.at()).isBetween(now().minus(LONG), now());
    assertThat(changes.get(2).before()).isNull();
    assertThat(control.changes(raised.number(), 10)).containsExactly(changes.get(2));
    assertThat(control.changes(null, 1)).containsExactly(removed);
  }

  @Test
  void keysShowWhatRunsAndWaitsThoseThatWaitFirst() {
    for (String key : List.of("[1]", "[2]", "[2]", "[2]", "[null]")) {
      started(key);
    }
    claimed();

    assertThat(limit().keys())
        .containsExactly(
            new LimitInfo.Key("[2]", 2, 1, false, null),
            new LimitInfo.Key("[1]", 1, 0, false, null),
            new LimitInfo.Key("[null]", 1, 0, false, null));
    assertThat(limit().complete()).isTrue();
    LimitInfo first = control.limits(2).get(0);
    assertThat(first.keys()).hasSize(2);
    assertThat(first.complete()).isFalse();
  }

  @Test
  void aThrottleShowsItsNextStartAndAReleasedKeyStartsAtOnce() {
    publish(2, ThrottleDefinition.of(1, Duration.ofMinutes(10)));
    LimitKey throttle = new LimitKey("throttle f", "[]");
    started("[1]", throttle);
    started("[1]", throttle);
    assertThat(claimed()).hasSize(1);
    LimitInfo info = control.limits(10).stream()
        .filter(one -> one.limit().name().equals("throttle f"))
        .findFirst()
        .orElseThrow();
    assertThat(info.keys()).singleElement().satisfies(key -> {
      assertThat(key.waiting()).isEqualTo(1);
      assertThat(key.nextStart()).isAfter(now().plus(Duration.ofMinutes(9)));
    });

    assertThat(control.release(throttle, "ada")).isTrue();
    assertThat(claimed()).hasSize(1);
    started("[1]");
    assertThat(control.release(new LimitKey(LIMIT, "[1]"), "ada")).isTrue();
    assertThat(claimed()).as("what is held stays held").isEmpty();
    assertThat(control.release(new LimitKey(LIMIT, "[unknown]"), "ada")).isFalse();
    assertThat(actions()).containsExactly(Action.RELEASE, Action.RELEASE);
  }

  @Test
  void whatWaitsForAKeyIsDropped() {
    UUID runs = started("[1]");
    started("[1]");
    List<UUID> waiting = List.of(started("[1]"), started("[1]"), started("[1]"));
    UUID other = started("[2]");
    assertThat(claimed()).hasSize(3).contains(runs, other);

    assertThat(control.drop(new LimitKey(LIMIT, "[1]"), 2, "ada")).hasSize(2);
    assertThat(control.drop(new LimitKey(LIMIT, "[1]"), 2, "ada")).hasSize(1);
    assertThat(control.drop(new LimitKey(LIMIT, "[1]"), 2, "ada")).isEmpty();
    waiting.forEach(run -> assertThat(run(run).status()).isEqualTo(RunStatus.CANCELLED));
    assertThat(run(runs).status()).isEqualTo(RunStatus.RUNNING);
    assertThat(control.changes(null, 10).stream().map(LimitChange::after))
        .containsExactly("1 run cancelled", "2 runs cancelled");
  }

  @Test
  void aRunThatWaitsIsMoved() {
    List<UUID> running = List.of(started("[1]"), started("[1]"));
    assertThat(claimed()).containsExactlyElementsOf(running);
    UUID early = started("[1]");
    UUID late = started("[1]");
    assertThat(control.move(late, 3600, "ada")).isTrue();
    assertThat(control.move(running.get(0), 3600, "ada")).isFalse();
    end(new RunEnd.Completed(running.get(0), "1", false, null));
    assertThat(claimed()).containsExactly(late);
    UUID last = started("[1]");
    assertThat(control.move(early, -3600, null)).isTrue();
    end(new RunEnd.Completed(late, "1", false, null));
    assertThat(claimed()).containsExactly(last);
    assertThat(control.changes(null, 10)).first().satisfies(change -> {
      assertThat(change.runId()).isEqualTo(early);
      assertThat(change.before()).isEqualTo("0 seconds");
      assertThat(change.after()).isEqualTo("-3600 seconds");
    });
  }
}
