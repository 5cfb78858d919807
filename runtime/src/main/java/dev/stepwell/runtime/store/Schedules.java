package dev.stepwell.runtime.store;

import dev.stepwell.runtime.model.Dispatch;
import dev.stepwell.runtime.model.Schedule;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The clocks that start runs. Each method is one transaction. */
public interface Schedules {
  /** Makes these all the clocks of these functions. One that was known already keeps its next time. */
  void publish(Collection<String> functionIds, List<Schedule> schedules);

  /**
   * Takes the clocks of these functions that have ticked, stores for each what the ticker says, and returns how many there were. What
   * others are taking just now is passed over. A clock of a function that no worker has does not tick: its run could not be executed.
   */
  int tick(Set<String> functionIds, Instant now, Ticker ticker);

  /** Says what a tick sets off. */
  @FunctionalInterface
  interface Ticker {
    /** What a clock that was due sets off by now, and when it is due next. */
    Ticked tick(Schedule schedule, Instant now);
  }

  /**
   * What a tick sets off.
   *
   * @param dispatch the event of the tick, with the run that it starts; null if it starts none
   * @param next when the clock ticks next
   */
  record Ticked(@Nullable Dispatch dispatch, Instant next) {}
}
