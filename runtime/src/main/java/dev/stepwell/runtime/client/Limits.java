package dev.stepwell.runtime.client;

import dev.stepwell.runtime.model.LimitChange;
import dev.stepwell.runtime.model.LimitInfo;
import dev.stepwell.runtime.model.LimitKey;
import dev.stepwell.runtime.model.LimitOverride;
import dev.stepwell.runtime.store.LimitControl;
import dev.stepwell.runtime.store.ReadBounds;
import dev.stepwell.runtime.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Shows the limits on runs, and changes them at run time. Each change is recorded: {@link #changes}. */
public final class Limits {
  private static final int MAX_KEYS = 200;
  private static final int MAX_DROPPED_AT_ONCE = 1_000;
  private static final int MAX_SECONDS = 43_200;

  private final LimitControl control;
  private final Clock clock;
  private final @Nullable String by;

  /** Uses this port, and records no names with changes. */
  public Limits(LimitControl control, Clock clock) {
    this(control, clock, null);
  }

  private Limits(LimitControl control, Clock clock, @Nullable String by) {
    this.control = control;
    this.clock = clock;
    this.by = by;
  }

  /** The same, recording with each change that this person made it. */
  public Limits by(@Nullable String name) {
    return new Limits(control, clock, name);
  }

  /** All limits in force, by name, each with up to 200 keys that are in use. */
  public List<LimitInfo> all() {
    return control.limits(MAX_KEYS);
  }

  /**
   * The limit of this name.
   *
   * @throws NoSuchElementException if no published function declares it
   */
  public LimitInfo limit(String name) {
    return all().stream()
        .filter(limit -> limit.limit().name().equals(name))
        .findFirst()
        .orElseThrow(() -> unknown(name));
  }

  private NoSuchElementException unknown(String name) {
    return new NoSuchElementException("there is no limit \"" + name + "\"; the limits are "
        + all().stream().map(limit -> limit.limit().name()).toList());
  }

  /**
   * Sets the amount of a limit for all keys until a time, instead of the declared one and any that was set before. A raised limit
   * applies at once; under a lowered one, executing runs continue.
   *
   * @param amount how many may execute for each key, or start in each period; at least 1
   * @throws NoSuchElementException if no published function declares the limit
   * @throws IllegalArgumentException if the amount is less than 1, or the time is not in the future
   */
  public void override(String limit, int amount, Instant until) {
    Instant now = clock.now();
    if (!until.isAfter(now)) {
      throw new IllegalArgumentException("the override of the limit \"" + limit
          + "\" must end in the future, but ends at " + until + ", and it is " + now + " now");
    }
    if (!control.override(limit, new LimitOverride(amount, until, by))) {
      throw unknown(limit);
    }
  }

  /**
   * Lets the declared amount apply again.
   *
   * @return whether that is a change
   * @throws NoSuchElementException if no published function declares the limit
   */
  public boolean removeOverride(String limit) {
    demandDeclared(limit);
    return control.removeOverride(limit, by);
  }

  /**
   * Cancels the due runs that wait for this key of a limit and have not started.
   *
   * @param key the key as {@link LimitInfo.Key#key} shows it
   * @return how many
   */
  public int drop(String limit, String key) {
    LimitKey wanted = key(limit, key);
    int count = 0;
    Set<UUID> dropped;
    do {
      dropped = control.drop(wanted, MAX_DROPPED_AT_ONCE, by);
      count += dropped.size();
    } while (!dropped.isEmpty());
    return count;
  }

  /**
   * Counts the held slots of this key again, and lets its next run start now, regardless of a throttle. Slots that runs hold stay
   * taken.
   *
   * @return whether the key is known
   */
  public boolean release(String limit, String key) {
    return control.release(key(limit, key), by);
  }

  private LimitKey key(String limit, String key) {
    demandDeclared(limit);
    return new LimitKey(limit, key);
  }

  private void demandDeclared(String limit) {
    if (!control.isDeclared(limit)) {
      throw unknown(limit);
    }
  }

  /**
   * Makes a waiting run count as older by this many seconds, instead of by its priority.
   *
   * @param seconds at most 43,200 (12 hours); negative to count as younger, 0 for no priority
   * @return false if the run does not wait
   */
  public boolean move(UUID runId, int seconds) {
    if (seconds < -MAX_SECONDS || seconds > MAX_SECONDS) {
      throw new IllegalArgumentException("a run can be moved by at most " + MAX_SECONDS
          + " seconds in either direction, but not by " + seconds);
    }
    return control.move(runId, seconds, by);
  }

  /**
   * The last changes, the newest first.
   *
   * @throws IllegalArgumentException if the maximum is less than 1
   */
  public List<LimitChange> changes(int max) {
    ReadBounds.checkMax(max);
    return control.changes(null, max);
  }

  /**
   * The last changes before the one with this number, the newest first.
   *
   * @throws IllegalArgumentException if the maximum is less than 1
   */
  public List<LimitChange> changes(long before, int max) {
    ReadBounds.checkMax(max);
    return control.changes(before, max);
  }
}
