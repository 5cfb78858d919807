package dev.stepwell.testing.memory;

import dev.stepwell.runtime.model.StoredFunction;
import dev.stepwell.runtime.model.StoredFunctions;
import dev.stepwell.runtime.store.Functions;
import dev.stepwell.testing.memory.MemoryTables.News;
import java.util.List;

/** The functions that are known. */
final class MemoryFunctions implements Functions {
  private final MemoryTables tables;

  MemoryFunctions(MemoryTables tables) {
    this.tables = tables;
  }

  @Override
  public void publish(List<StoredFunction> functions) {
    tables.change(() -> {
      boolean changed = false;
      for (StoredFunction function : functions) {
        changed |= !function.equals(tables.functions.put(function.id(), function));
      }
      if (changed) {
        tables.functionsVersion++;
        tables.announce(News.FUNCTIONS);
      }
    });
  }

  @Override
  public StoredFunctions load() {
    return tables.transaction(() -> new StoredFunctions(
        tables.functionsVersion,
        List.copyOf(tables.functions.values()),
        List.copyOf(tables.shapes)));
  }
}
