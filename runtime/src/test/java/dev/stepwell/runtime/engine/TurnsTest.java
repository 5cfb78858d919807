package dev.stepwell.runtime.engine;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.runtime.model.FlowLimit;
import dev.stepwell.runtime.model.LimitKey;
import dev.stepwell.runtime.model.LimitKind;
import dev.stepwell.runtime.model.LimitState;
import dev.stepwell.runtime.model.RunLimits;
import dev.stepwell.runtime.model.WaitingRun;
import dev.stepwell.runtime.store.RunAdmission.Decision;
import dev.stepwell.runtime.store.RunAdmission.Room;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class TurnsTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678901Z");
  private static final Room ROOMY = new Room(1_000, Long.MAX_VALUE);

  private final Turns turns = new Turns();
  private final Map<LimitKey, LimitState> states = new HashMap<>();

  private LimitKey slots(String name, String key, int amount, int running) {
    LimitKey limit = new LimitKey(name, key);
    states.put(
        limit, new LimitState(limit, new FlowLimit(name, amount, null, null), running, null));
    return limit;
  }

  private LimitKey starts(int amount, Duration period, int burst, @Nullable Instant nextAt) {
    LimitKey limit = new LimitKey("throttle f", "[]");
    states.put(
        limit,
        new LimitState(limit, new FlowLimit(limit.limit(), amount, period, burst), 0, nextAt));
    return limit;
  }

  private LimitState state(LimitKey key) {
    return requireNonNull(states.get(key));
  }

  private static WaitingRun run(String line, LimitKey... limits) {
    return new WaitingRun(
        UUID.randomUUID(),
        line,
        Arrays.stream(limits).map(key -> new RunLimits.Use(key, 1)).toList(),
        true,
        false,
        NOW,
        10);
  }

  private Decision decide(Room room, WaitingRun... runs) {
    return turns.decide(List.of(runs), states, room, NOW);
  }

  @Test
  void linesTakeTurnsAndEachKeepsItsOrder() {
    LimitKey a = slots("concurrency f by t", "[\"a\"]", 5, 0);
    LimitKey b = slots("concurrency f by t", "[\"b\"]", 5, 0);
    WaitingRun a1 = run("a", a);
    WaitingRun a2 = run("a", a);
    WaitingRun b1 = run("b", b);

    assertThat(decide(ROOMY, a1, a2, b1).admitted()).containsExactly(a1.id(), b1.id(), a2.id());
    assertThat(decide(new Room(2, Long.MAX_VALUE), a1, a2, b1).admitted())
        .containsExactly(a1.id(), b1.id());
    assertThat(decide(new Room(9, 15), a1, a2, b1).admitted()).containsExactly(a1.id(), b1.id());
  }

  @Test
  void aRunTakesAllItsLimitsOrNone() {
    LimitKey own = slots("concurrency f by t", "[\"a\"]", 2, 0);
    LimitKey shared = slots("shared concurrency openai", "[]", 3, 3);
    LimitKey throttle = starts(1, Duration.ofSeconds(1), 1, null);

    Decision decision = decide(ROOMY, run("a", own, shared, throttle));

    assertThat(decision.admitted()).isEmpty();
    assertThat(decision.changed()).isEmpty();
    assertThat(decision.exhausted()).containsExactly(shared);
    assertThat(decision.nextStart()).isNull();
  }

  @Test
  void aLineThatCannotGoOnDoesNotHoldUpOthers() {
    LimitKey full = slots("concurrency f by t", "[\"a\"]", 1, 1);
    LimitKey free = slots("concurrency f by t", "[\"b\"]", 1, 0);
    WaitingRun free1 = run("b", free);

    Decision decision = decide(ROOMY, run("a", full), run("a", full), free1, run("b", free));

    assertThat(decision.admitted()).containsExactly(free1.id());
    assertThat(decision.exhausted()).containsExactly(full, free);
  }

  @Test
  void anIdleKeyStartsItsBurstAtOnceAndThenOneEachInterval() {
    LimitKey key = starts(10, Duration.ofSeconds(1), 3, null);
    WaitingRun[] five = new WaitingRun[5];
    Arrays.setAll(five, i -> run("a", key));

    Decision decision = decide(ROOMY, five);

    assertThat(decision.admitted()).hasSize(3);
    assertThat(decision.nextStart()).isEqualTo(NOW.plusMillis(100));
    states.putAll(decision.changed());
    assertThat(turns.decide(List.of(five), states, ROOMY, NOW.plusMillis(99)).admitted())
        .isEmpty();
    assertThat(turns.decide(List.of(five), states, ROOMY, NOW.plusMillis(100)).admitted())
        .hasSize(1);
    assertThat(turns.decide(List.of(five), states, ROOMY, NOW.plusSeconds(60)).admitted())
        .hasSize(3);
  }

  private Instant nextAfter(Duration late, Instant since) {
    LimitKey key = starts(1, Duration.ofSeconds(1), 1, NOW.minus(late));
    WaitingRun run = new WaitingRun(
        UUID.randomUUID(), "a", List.of(new RunLimits.Use(key, 1)), true, false, since, 0);
    return requireNonNull(requireNonNull(decide(ROOMY, run).changed().get(key)).nextAt());
  }

  @Test
  void theDelaysOfClaimsDoNotAddUpForRunsThatWait() {
    Instant longAgo = NOW.minusSeconds(60);

    assertThat(nextAfter(Duration.ofMillis(3), longAgo)).isEqualTo(NOW.plusMillis(997));
    assertThat(nextAfter(Duration.ofSeconds(5), longAgo)).isEqualTo(NOW.plusMillis(900));
  }

  @Test
  void anIdleKeyMakesUpForNothing() {
    assertThat(nextAfter(Duration.ofMillis(30), NOW)).isEqualTo(NOW.plusSeconds(1));
    assertThat(nextAfter(Duration.ofMillis(30), NOW.minusMillis(2))).isEqualTo(NOW.plusSeconds(1));
  }

  @Test
  void whatGoesOnIsNoStart() {
    LimitKey key = starts(1, Duration.ofHours(1), 1, NOW.plus(Duration.ofHours(1)));
    WaitingRun goesOn = new WaitingRun(
        UUID.randomUUID(), "a+", List.of(new RunLimits.Use(key, 1)), false, false, NOW, 0);

    Decision decision = decide(ROOMY, goesOn, run("a", key));

    assertThat(decision.admitted()).containsExactly(goesOn.id());
    assertThat(decision.changed()).isEmpty();
    assertThat(decision.nextStart()).isEqualTo(NOW.plus(Duration.ofHours(1)));
  }

  @Test
  void aCostBeyondTheBurstStartsWhenTheKeyIsIdleAndDelaysTheNext() {
    LimitKey key = starts(10, Duration.ofSeconds(1), 3, null);
    WaitingRun dear = new WaitingRun(
        UUID.randomUUID(), "a", List.of(new RunLimits.Use(key, 20)), true, false, NOW, 0);

    Decision decision = decide(ROOMY, dear, run("a", key));

    assertThat(decision.admitted()).containsExactly(dear.id());
    assertThat(decision.nextStart()).isEqualTo(NOW.plusMillis(1_800));
  }

  @Test
  void aLimitThatNoCodeDeclaresAnyMoreAdmitsAll() {
    LimitKey gone = new LimitKey("concurrency f", "[]");
    states.put(gone, new LimitState(gone, null, 7, null));

    Decision decision = decide(ROOMY, run("a", gone));

    assertThat(decision.admitted()).hasSize(1);
    assertThat(decision.changed().get(gone)).extracting(LimitState::running).isEqualTo(8);
  }

  @Test
  void aRunOfWhichALimitIsNotLockedIsNotAdmitted() {
    assertThat(decide(ROOMY, run("a", new LimitKey("concurrency f", "[]"))).admitted())
        .isEmpty();
  }

  /** Whatever waits: no limit is exceeded, no run is admitted out of turn, and someone is unless no first run can be. */
  @RepeatedTest(200)
  void noLimitIsExceeded(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    List<LimitKey> keys = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      int amount = 1 + random.nextInt(4);
      keys.add(slots("concurrency " + i, "[]", amount, random.nextInt(amount + 2)));
    }
    WaitingRun[] runs = new WaitingRun[30];
    Map<String, LimitKey[]> lines = new HashMap<>();
    Arrays.setAll(runs, i -> {
      String line = "line " + random.nextInt(6);
      LimitKey[] limits = lines.computeIfAbsent(
          line, any -> keys.stream().filter(key -> random.nextBoolean()).toArray(LimitKey[]::new));
      return run(line, limits);
    });

    Decision decision = decide(new Room(1 + random.nextInt(20), Long.MAX_VALUE), runs);

    decision.changed().forEach((key, state) -> {
      assertThat(key.kind()).isEqualTo(LimitKind.ATTEMPTS);
      assertThat(state.running())
          .isLessThanOrEqualTo(
              Math.max(state(key).running(), requireNonNull(state.limit()).amount()));
    });
    for (String line : lines.keySet()) {
      List<Boolean> admitted = Arrays.stream(runs)
          .filter(run -> run.line().equals(line))
          .map(run -> decision.admitted().contains(run.id()))
          .toList();
      assertThat(admitted.subList(Math.max(0, admitted.indexOf(false)), admitted.size()))
          .as("after the first of a line that waits")
          .containsOnly(admitted.contains(false) ? false : true);
    }
    boolean someoneCan = Arrays.stream(runs)
        .anyMatch(run -> run.needs().stream().allMatch(use -> state(use.key()).admits(1, NOW)));
    assertThat(decision.admitted().isEmpty()).isEqualTo(!someoneCan);
  }
}
