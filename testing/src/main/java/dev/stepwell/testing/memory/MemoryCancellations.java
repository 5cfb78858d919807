package dev.stepwell.testing.memory;

import dev.stepwell.runtime.codec.Json;
import dev.stepwell.runtime.model.Run;
import dev.stepwell.runtime.store.Cancellations;
import dev.stepwell.testing.memory.Rows.Accepted;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Cancels by call. */
final class MemoryCancellations implements Cancellations {
  private final MemoryTables tables;
  private final Ending ending;
  private final Json json;

  MemoryCancellations(MemoryTables tables, Ending ending, Json json) {
    this.tables = tables;
    this.ending = ending;
    this.json = json;
  }

  @Override
  public Set<UUID> cancel(UUID runId) {
    return tables.transaction(() -> ending.cancel(List.of(runId), Run.BY_CALL));
  }

  @Override
  public Set<UUID> cancel(String functionId, String data) {
    Object wanted = json.decode(data, Object.class);
    return tables.transaction(() -> {
      List<UUID> matching = tables.live().stream()
          .map(RunRow::run)
          .filter(run -> run.functionId().equals(functionId) && contains(dataOf(run), wanted))
          .map(Run::id)
          .toList();
      return ending.cancel(matching, Run.BY_CALL);
    });
  }

  private @Nullable Object dataOf(Run run) {
    Accepted startedBy = Objects.requireNonNull(tables.events.get(run.eventId()));
    return json.decode(startedBy.event().data(), Object.class);
  }

  /** Whether a JSON value contains another, as Postgres understands it for jsonb. */
  private static boolean contains(@Nullable Object whole, @Nullable Object part) {
    if (whole instanceof Map<?, ?> fields && part instanceof Map<?, ?> wanted) {
      return wanted.entrySet().stream()
          .allMatch(field -> fields.containsKey(field.getKey())
              && contains(fields.get(field.getKey()), field.getValue()));
    }
    if (whole instanceof List<?> elements && part instanceof List<?> wanted) {
      return wanted.stream()
          .allMatch(one -> elements.stream().anyMatch(element -> contains(element, one)));
    }
    if (whole instanceof Number number && part instanceof Number wanted) {
      return new BigDecimal(number.toString()).compareTo(new BigDecimal(wanted.toString())) == 0;
    }
    return Objects.equals(whole, part);
  }
}
