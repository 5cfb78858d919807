package dev.stepwell.runtime.postgres;

import static dev.stepwell.runtime.postgres.Sql.texts;
import static dev.stepwell.runtime.postgres.Sql.time;

import dev.stepwell.runtime.model.LimitKey;
import dev.stepwell.runtime.model.LimitKind;
import dev.stepwell.runtime.model.LimitState;
import dev.stepwell.runtime.model.RunLimits;
import dev.stepwell.runtime.model.StepNeeds;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What is taken of keys that a transaction has locked, and how its steps change that. */
final class SlotLedger {
  /** How long steps that have not waited leave a key to those that have, after it was released. */
  private static final Duration TURNS = Duration.ofSeconds(2);

  private final Map<LimitKey, Entry> entries = new TreeMap<>();
  private final Instant now;

  private SlotLedger(Instant now) {
    this.now = now;
  }

  /** A key. */
  private static final class Entry {
    private LimitState state;
    private boolean awaited;
    private boolean changed;
    private boolean hasTurns;
    private boolean announced;
    private @Nullable Instant turnsUntil;

    Entry(LimitState state) {
      this.state = state;
    }

    /** Whether somebody waits for the key, who comes before those that have not waited. */
    boolean isForThoseWhoWait() {
      return awaited || hasTurns || announced;
    }
  }

  /** The keys of these rows, less what the steps of this transaction have held of them. */
  static SlotLedger of(ResultSet rows, Instant now) throws SQLException {
    SlotLedger ledger = new SlotLedger(now);
    while (rows.next()) {
      LimitState state = LimitRows.state(rows);
      Entry entry = new Entry(state);
      entry.awaited = rows.getBoolean("awaited");
      entry.hasTurns = rows.getBoolean("has_turns");
      ledger.entries.put(state.key(), entry);
      ledger.release(entry, rows.getInt("freed"), heldUntil(rows));
    }
    return ledger;
  }

  private static @Nullable Instant heldUntil(ResultSet row) throws SQLException {
    long micros = row.getLong("held_until");
    return row.wasNull() ? null : Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }

  private void release(Entry entry, int slots, @Nullable Instant heldUntil) {
    if (slots == 0) {
      return;
    }
    if (entry.state.key().kind() == LimitKind.STARTS) {
      if (heldUntil != null) {
        entry.state = entry.state.heldUntil(heldUntil);
        entry.changed = true;
      }
      return;
    }
    entry.state = entry.state.released(slots);
    entry.changed = true;
    if (entry.awaited) {
      entry.announced = true;
      entry.awaited = false;
      entry.turnsUntil = now.plus(TURNS);
    }
  }

  /** Whether slots were released for which runs wait. */
  boolean areAwaitedReleased() {
    return entries.values().stream().anyMatch(entry -> entry.announced);
  }

  /** Whether one of these limits is in force. */
  boolean areInForce(StepNeeds needs) {
    return needs.uses().stream()
        .map(use -> entries.get(use.key()))
        .anyMatch(entry -> entry != null && entry.state.limit() != null);
  }

  /** Takes all that a step needs, unless a limit does not admit that, or somebody waits for it. */
  boolean take(StepNeeds needs) {
    for (RunLimits.Use use : needs.uses()) {
      Entry entry = entries.get(use.key());
      if (entry == null
          || !entry.state.admits(use.cost(), now)
          || (entry.state.limit() != null && entry.isForThoseWhoWait())) {
        return false;
      }
    }
    for (RunLimits.Use use : needs.uses()) {
      Entry entry = entries.get(use.key());
      if (entry != null) {
        entry.state = entry.state.after(use.cost(), now, now);
        entry.changed = true;
      }
    }
    return true;
  }

  /** Has the release of the keys that are exhausted announced; returns whether none is, so that the step can be claimed now. */
  boolean await(StepNeeds needs) {
    boolean isOpen = true;
    for (RunLimits.Use use : needs.uses()) {
      Entry entry = entries.get(use.key());
      if (entry != null && !entry.state.admits(use.cost(), now)) {
        entry.changed = true;
        isOpen = false;
        Instant nextAt = entry.state.nextAt();
        if (use.key().kind() != LimitKind.STARTS) {
          entry.awaited = true;
        } else if (nextAt != null) {
          entry.turnsUntil = nextAt.plus(TURNS);
        }
      }
    }
    return isOpen;
  }

  /** When a step can start at the earliest, as far as limits on starts are concerned; null if that is now. */
  @Nullable
  Instant nextStart(StepNeeds needs) {
    Instant start = now;
    for (RunLimits.Use use : needs.uses()) {
      Entry entry = entries.get(use.key());
      if (entry != null && use.key().kind() == LimitKind.STARTS) {
        Instant earliest = entry.state.earliest(use.cost(), now);
        start = earliest.isAfter(start) ? earliest : start;
      }
    }
    return start.isAfter(now) ? start : null;
  }

  /** Stores what has changed. */
  void save(Connection connection) throws SQLException {
    List<Entry> changed =
        entries.values().stream().filter(entry -> entry.changed).toList();
    if (changed.isEmpty()) {
      return;
    }
    try (PreparedStatement update = connection.prepareStatement(StepSlotStatements.SAVE)) {
      update.setArray(1, texts(connection, changed, entry -> entry.state.key().limit()));
      update.setArray(2, texts(connection, changed, entry -> entry.state.key().key()));
      update.setArray(3, Sql.numbers(connection, changed, entry -> entry.state.running()));
      update.setArray(4, texts(connection, changed, entry -> time(entry.state.nextAt())));
      update.setArray(5, texts(connection, changed, entry -> entry.awaited));
      update.setArray(6, texts(connection, changed, entry -> time(entry.turnsUntil)));
      update.executeUpdate();
    }
  }
}
