package dev.stepwell.testing.memory;

import dev.stepwell.runtime.model.Dispatch;
import dev.stepwell.runtime.model.Schedule;
import dev.stepwell.runtime.store.Schedules;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/** The crons that start runs. */
final class MemorySchedules implements Schedules {
  private final MemoryTables tables;
  private final Appending appending;

  MemorySchedules(MemoryTables tables, Appending appending) {
    this.tables = tables;
    this.appending = appending;
  }

  @Override
  public void publish(Collection<String> functionIds, List<Schedule> schedules) {
    tables.change(() -> {
      List<Schedule> before = List.copyOf(tables.schedules);
      tables.schedules.removeIf(schedule -> functionIds.contains(schedule.functionId()));
      for (Schedule schedule : schedules) {
        tables.schedules.removeIf(other -> isSame(other, schedule));
        tables.schedules.add(
            before.stream().filter(known -> isSame(known, schedule)).findFirst().orElse(schedule));
      }
    });
  }

  private static boolean isSame(Schedule one, Schedule other) {
    return one.functionId().equals(other.functionId())
        && one.expression().equals(other.expression())
        && one.timeZone().equals(other.timeZone());
  }

  @Override
  public OptionalInt tick(
      Set<String> functionIds, Instant now, long functionsVersion, Ticker ticker) {
    return tables.transaction(() -> {
      if (functionsVersion != tables.functionsVersion) {
        return OptionalInt.empty();
      }
      Map<Schedule, Ticked> ticks = new LinkedHashMap<>();
      for (Schedule schedule : tables.schedules) {
        if (functionIds.contains(schedule.functionId()) && !schedule.nextAt().isAfter(now)) {
          Ticked ticked = ticker.tick(schedule, now);
          if (ticked != null) {
            ticks.put(schedule, ticked);
          }
        }
      }
      ticks.forEach((schedule, ticked) -> {
        Dispatch dispatch = ticked.dispatch();
        if (dispatch != null) {
          appending.append(dispatch, null);
        }
        tables.schedules.set(
            tables.schedules.indexOf(schedule),
            new Schedule(
                schedule.functionId(), schedule.expression(), schedule.timeZone(), ticked.next()));
      });
      return OptionalInt.of(ticks.size());
    });
  }
}
