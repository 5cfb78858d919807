package dev.stepwell.server.functions;

import dev.stepwell.runtime.model.LimitChange;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A change of a limit or of runs that wait, as JSON. */
record LimitChangeJson(
    long number,
    String at,
    @Nullable String by,
    String action,
    @Nullable String limit,
    @Nullable String key,
    @Nullable UUID run,
    @Nullable String before,
    @Nullable String after) {
  static LimitChangeJson of(LimitChange change, LimitKeys keys) {
    String limit = change.limit();
    String key = change.key();
    return new LimitChangeJson(
        change.number(),
        change.at().toString(),
        change.by(),
        change.action().word(),
        limit,
        limit == null || key == null ? key : keys.shown(limit, key),
        change.runId(),
        change.before(),
        change.after());
  }
}
