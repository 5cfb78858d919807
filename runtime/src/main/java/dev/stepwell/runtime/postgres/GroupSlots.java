package dev.stepwell.runtime.postgres;

import static dev.stepwell.runtime.postgres.Sql.texts;
import static dev.stepwell.runtime.postgres.Sql.time;

import dev.stepwell.runtime.model.LimitKey;
import dev.stepwell.runtime.model.RunEnd;
import dev.stepwell.runtime.model.SlotRelease;
import dev.stepwell.runtime.model.StepNeeds;
import dev.stepwell.runtime.model.StepWrite;
import dev.stepwell.runtime.store.Slots.StepAnswer;
import dev.stepwell.runtime.store.Slots.Taken;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a group of writes changes of the slots of steps: a key is locked and stored once, with the net of what is released and taken. A group
 * without such writes sends nothing.
 */
final class GroupSlots {
  private final Connection connection;
  private final UUID workerId;
  private final Instant now;
  private final Notices notices;
  private final List<StepRelease> releases = new ArrayList<>();
  private final List<StepNeeds> takes = new ArrayList<>();
  private final List<StepNeeds> waits = new ArrayList<>();
  private final Map<StepNeeds, StepAnswer> answers = new HashMap<>();

  /** The changes of a transaction that holds the lease of this worker. */
  GroupSlots(Connection connection, UUID workerId, Instant now, Notices notices) {
    this.connection = connection;
    this.workerId = workerId;
    this.now = now;
    this.notices = notices;
  }

  private record StepRelease(
      UUID runId, String stepId, @Nullable Instant heldUntil) {}

  /** What the run of a step holds, and the step itself. */
  private record Taker(List<LimitKey> heldByRun, boolean bound, boolean granted) {}

  /** A step that was recorded releases what it says. */
  void recorded(StepWrite write) {
    SlotRelease release = write.releases();
    if (release != null) {
      releases.add(new StepRelease(write.runId(), write.step().id(), release.startsHeldUntil()));
    }
  }

  /** A step that has no outcome releases what it holds. */
  void release(UUID runId, String stepId) {
    releases.add(new StepRelease(runId, stepId, null));
  }

  /** A run that has left waits for what it says. */
  void left(RunEnd end) {
    if (end instanceof RunEnd.Parked parked) {
      waits.addAll(parked.awaits());
    }
  }

  /** A step asks for slots. */
  void take(StepNeeds needs) {
    takes.add(needs);
  }

  /** The answer to a step, once the changes are stored. */
  StepAnswer answer(StepNeeds needs) {
    return answers.getOrDefault(needs, new StepAnswer(Taken.NOT_HELD, needs));
  }

  /** Stores all changes, before the slots of runs that leave are released. */
  void store() throws SQLException {
    if (releases.isEmpty() && takes.isEmpty() && waits.isEmpty()) {
      return;
    }
    SlotLedger ledger = lock();
    Map<StepNeeds, Taker> takers = takes.isEmpty() ? Map.of() : takers();
    List<StepNeeds> granted = new ArrayList<>();
    for (StepNeeds needs : takes) {
      Taker taker = takers.get(needs);
      if (taker != null) {
        decide(needs, taker, ledger, granted);
      }
    }
    for (StepNeeds needs : waits) {
      announce(needs, ledger);
    }
    if (ledger.areAwaitedReleased()) {
      notices.runsAreDue();
    }
    ledger.save(connection);
    hold(granted);
    waitFor();
  }

  /** Has others claim the run of a step that waits once its limits admit it, which may be now. */
  private void announce(StepNeeds needs, SlotLedger ledger) {
    if (ledger.await(needs)) {
      notices.runsAreDue();
    }
    Instant start = ledger.nextStart(needs);
    if (start != null) {
      notices.runsAreDueAt(start);
    }
  }

  private void decide(StepNeeds asked, Taker taker, SlotLedger ledger, List<StepNeeds> granted) {
    StepNeeds needs = asked.without(taker.heldByRun);
    Taken taken = Taken.FULL;
    if (taker.granted || needs.uses().isEmpty()) {
      taken = Taken.GRANTED;
    } else if (!taker.bound) {
      taken = ledger.areInForce(needs) ? Taken.UNBOUND : Taken.GRANTED;
    } else if (ledger.take(needs)) {
      granted.add(needs);
      taken = Taken.GRANTED;
    }
    answers.put(asked, new StepAnswer(taken, needs));
  }

  private Map<StepNeeds, Taker> takers() throws SQLException {
    Map<StepNeeds, Taker> takers = new HashMap<>();
    try (PreparedStatement select = connection.prepareStatement(StepSlotStatements.TAKERS)) {
      select.setObject(1, UuidArray.of(takes, StepNeeds::runId));
      select.setArray(2, texts(connection, takes, StepNeeds::stepId));
      select.setObject(3, workerId);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          takers.put(
              takes.get(rows.getInt("number") - 1),
              new Taker(
                  LimitRows.held(rows), rows.getBoolean("bound"), rows.getBoolean("granted")));
        }
      }
    }
    return takers;
  }

  private SlotLedger lock() throws SQLException {
    Set<LimitKey> keys = new TreeSet<>();
    takes.forEach(needs -> needs.uses().forEach(use -> keys.add(use.key())));
    waits.forEach(needs -> needs.uses().forEach(use -> keys.add(use.key())));
    try (PreparedStatement select =
        connection.prepareStatement(StepSlotStatements.RELEASE_AND_LOCK)) {
      select.setObject(1, UuidArray.of(releases, StepRelease::runId));
      select.setArray(2, texts(connection, releases, StepRelease::stepId));
      select.setArray(3, Sql.micros(connection, releases, StepRelease::heldUntil));
      select.setObject(4, workerId);
      select.setObject(5, UuidArray.of(notices.leaving(), id -> id));
      select.setArray(6, texts(connection, keys, LimitKey::limit));
      select.setArray(7, texts(connection, keys, LimitKey::key));
      select.setObject(8, time(now));
      select.setObject(9, time(now));
      try (ResultSet rows = select.executeQuery()) {
        return SlotLedger.of(rows, now);
      }
    }
  }

  private void hold(List<StepNeeds> granted) throws SQLException {
    if (granted.isEmpty()) {
      return;
    }
    try (PreparedStatement insert = connection.prepareStatement(StepSlotStatements.HOLD)) {
      setSteps(insert, 1, granted);
      insert.executeUpdate();
    }
  }

  private void waitFor() throws SQLException {
    if (waits.isEmpty()) {
      return;
    }
    try (PreparedStatement insert = connection.prepareStatement(StepSlotStatements.WAIT)) {
      insert.setObject(1, time(now));
      setSteps(insert, 2, waits);
      insert.setArray(7, texts(connection, waits, StepNeeds::line));
      insert.executeUpdate();
    }
  }

  private void setSteps(PreparedStatement insert, int from, Collection<StepNeeds> steps)
      throws SQLException {
    insert.setObject(from, UuidArray.of(steps, StepNeeds::runId));
    insert.setArray(from + 1, texts(connection, steps, StepNeeds::stepId));
    insert.setArray(from + 2, texts(connection, steps, step -> LimitColumns.names(step.limits())));
    insert.setArray(from + 3, texts(connection, steps, step -> LimitColumns.keys(step.limits())));
    insert.setArray(from + 4, texts(connection, steps, step -> LimitColumns.costs(step.limits())));
  }
}
