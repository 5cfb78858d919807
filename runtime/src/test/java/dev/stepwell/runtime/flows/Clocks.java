package dev.stepwell.runtime.flows;

import dev.stepwell.CronTick;
import dev.stepwell.contract.Catalog;
import dev.stepwell.contract.CronDefinition;
import dev.stepwell.contract.EventDefinition;
import dev.stepwell.contract.FunctionDefinition;
import java.util.List;

/**
 * A function with a cron, and its later forms: like generated code, which the compiler would create for one of them
 * only.
 */
public final class Clocks {
  private Clocks() {}

  /** The function as it was first. */
  public static final class Nightly {}

  /** The function with another name. */
  public static final class Daily {}

  private static <S> FunctionDefinition.Builder<S, CronTick, ?> of(String id, Class<S> type) {
    return FunctionDefinition.<S, CronTick>ofVoid(
            id, type, CronDefinition.TICK, (self, tick, steps) -> {})
        .cron("0 3 * * *", "UTC");
  }

  /** The catalog of the first. */
  public static final class NightlyCatalog implements Catalog {
    @Override
    public List<FunctionDefinition<?, ?, ?>> functions() {
      return List.of(of("nightly", Nightly.class).build());
    }

    @Override
    public List<EventDefinition<?>> events() {
      return List.of();
    }
  }

  /** The catalog of the renamed one. */
  public static final class DailyCatalog implements Catalog {
    @Override
    public List<FunctionDefinition<?, ?, ?>> functions() {
      return List.of(of("daily", Daily.class).was("nightly").build());
    }

    @Override
    public List<EventDefinition<?>> events() {
      return List.of();
    }
  }
}
