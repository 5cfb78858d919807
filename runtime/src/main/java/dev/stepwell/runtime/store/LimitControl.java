package dev.stepwell.runtime.store;

import dev.stepwell.runtime.model.LimitChange;
import dev.stepwell.runtime.model.LimitInfo;
import dev.stepwell.runtime.model.LimitKey;
import dev.stepwell.runtime.model.LimitOverride;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Shows limits, and changes them at run time. Each change is one transaction, which also stores a {@link LimitChange}. */
public interface LimitControl {
  /**
   * The limits in force, by name.
   *
   * @param maxKeys how many keys of each at most
   */
  List<LimitInfo> limits(int maxKeys);

  /** Whether a published function declares the limit. */
  boolean isDeclared(String limit);

  /** Sets the amount of the limit until a time, instead of any that was set before. Returns false if there is no such limit. */
  boolean override(String limit, LimitOverride override);

  /** Removes what {@link #override} has set. Returns false if nothing was set. */
  boolean removeOverride(String limit, @Nullable String by);

  /**
   * Cancels due runs that wait for this key and have not started.
   *
   * @param max how many runs at most
   * @return the runs that were cancelled; empty if none waits
   */
  Set<UUID> drop(LimitKey key, int max, @Nullable String by);

  /**
   * Sets what is taken for the key to what runs hold, and lets the next run start now. Returns false if nothing is known of the key.
   */
  boolean release(LimitKey key, @Nullable String by);

  /**
   * Makes the run count as older by this many seconds, instead of by its priority. Returns false if it does not wait.
   *
   * @param seconds negative for younger
   */
  boolean move(UUID runId, int seconds, @Nullable String by);

  /**
   * The changes, the newest first.
   *
   * @param before only those with a lower number; null for all
   */
  List<LimitChange> changes(@Nullable Long before, int max);
}
