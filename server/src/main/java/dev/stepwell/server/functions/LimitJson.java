package dev.stepwell.server.functions;

import dev.stepwell.runtime.model.LimitInfo;
import dev.stepwell.runtime.model.LimitOverride;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A limit, as JSON.
 *
 * @param kind what it counts: {@code attempts}, {@code runs} or {@code starts}
 * @param owners the functions that declare it, each with its step if the limit is on one
 * @param amount the amount in force
 * @param declared the amount that the code declares
 * @param periodMillis the period of a limit on starts; else null
 * @param override what an operator has set; null for nothing
 * @param complete whether these are all keys in use
 */
record LimitJson(
    String name,
    String kind,
    List<LimitOwners.Owner> owners,
    int amount,
    int declared,
    @Nullable Long periodMillis,
    @Nullable Overriding override,
    List<Key> keys,
    boolean complete) {
  static LimitJson of(LimitInfo info, LimitOwners owners, LimitKeys keys) {
    String name = info.limit().name();
    return new LimitJson(
        name,
        info.limit().kind().word(),
        owners.of(info),
        info.amount(),
        info.limit().amount(),
        info.limit().period() == null ? null : info.limit().period().toMillis(),
        Overriding.of(info.override()),
        info.keys().stream()
            .map(key -> Key.of(key, keys.shown(name, key.key())))
            .toList(),
        info.complete());
  }

  /** What an operator has set. */
  record Overriding(int amount, String until, @Nullable String by) {
    static @Nullable Overriding of(@Nullable LimitOverride override) {
      return override == null
          ? null
          : new Overriding(override.amount(), override.until().toString(), override.by());
    }
  }

  /**
   * A key in use.
   *
   * @param key its values as JSON; digests in place of secrets
   * @param waiting how many due runs wait for it, or for another limit of theirs
   * @param moreWait whether more than that wait
   * @param nextStart when the next run can start; null if that is now, or depends on running ones
   */
  record Key(
      String key,
      int running,
      int waiting,
      boolean moreWait,
      @Nullable String nextStart) {
    static Key of(LimitInfo.Key key, String shown) {
      Instant next = key.nextStart();
      return new Key(
          shown,
          key.running(),
          key.waiting(),
          key.moreWait(),
          next == null ? null : next.toString());
    }
  }
}
