package dev.stepwell.testing.memory;

import dev.stepwell.runtime.model.EventSchedule;
import dev.stepwell.runtime.store.EventSchedules;
import dev.stepwell.testing.memory.MemoryTables.News;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The schedules created at run time. */
final class MemoryEventSchedules implements EventSchedules {
  private final MemoryTables tables;
  private final Appending appending;

  MemoryEventSchedules(MemoryTables tables, Appending appending) {
    this.tables = tables;
    this.appending = appending;
  }

  @Override
  public boolean create(EventSchedule schedule) {
    return replace(schedule.id(), known -> known == null ? schedule : null);
  }

  @Override
  public boolean change(EventSchedule schedule) {
    return replace(
        schedule.id(),
        known -> known == null
            ? null
            : new EventSchedule(
                schedule.id(),
                schedule.event(),
                schedule.data(),
                schedule.cron(),
                schedule.timeZone(),
                schedule.nextAt(),
                known.pausedAt()));
  }

  @Override
  public boolean pause(String id, Instant at) {
    return replace(
        id,
        known ->
            known == null || known.pausedAt() != null ? null : with(known, known.nextAt(), at));
  }

  @Override
  public boolean resume(String id, Instant nextAt) {
    return replace(
        id, known -> known == null || known.pausedAt() == null ? null : with(known, nextAt, null));
  }

  @Override
  public boolean delete(String id) {
    return tables.transaction(() -> tables.eventSchedules.remove(id) != null);
  }

  /** Replaces the schedule of this id by the result of the change; null changes nothing. Returns whether it exists. */
  private boolean replace(String id, UnaryOperator<@Nullable EventSchedule> change) {
    return tables.transaction(() -> {
      EventSchedule changed = change.apply(tables.eventSchedules.get(id));
      if (changed == null) {
        return false;
      }
      tables.eventSchedules.put(id, changed);
      tables.announce(News.FUNCTIONS);
      return true;
    });
  }

  private static EventSchedule with(
      EventSchedule schedule, Instant nextAt, @Nullable Instant pausedAt) {
    return new EventSchedule(
        schedule.id(),
        schedule.event(),
        schedule.data(),
        schedule.cron(),
        schedule.timeZone(),
        nextAt,
        pausedAt);
  }

  @Override
  public Optional<EventSchedule> find(String id) {
    return tables.transaction(() -> Optional.ofNullable(tables.eventSchedules.get(id)));
  }

  @Override
  public List<EventSchedule> list(String after, int max) {
    return tables.transaction(() ->
        tables.eventSchedules.tailMap(after, false).values().stream().limit(max).toList());
  }

  @Override
  public int tick(Instant now, Ticker ticker) {
    return tables.transaction(() -> {
      Map<EventSchedule, Ticked> ticks = new LinkedHashMap<>();
      for (EventSchedule schedule : tables.eventSchedules.values()) {
        if (schedule.pausedAt() == null && !schedule.nextAt().isAfter(now)) {
          Ticked ticked = ticker.tick(schedule, now);
          if (ticked != null) {
            ticks.put(schedule, ticked);
          }
        }
      }
      ticks.forEach((schedule, ticked) -> {
        appending.append(ticked.dispatch(), null);
        tables.eventSchedules.put(schedule.id(), with(schedule, ticked.next(), null));
      });
      return ticks.size();
    });
  }
}
