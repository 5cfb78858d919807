package dev.stepwell.runtime.engine;

import dev.stepwell.contract.BatchDefinition;
import dev.stepwell.contract.ConcurrencyDefinition;
import dev.stepwell.contract.FlowControl;
import dev.stepwell.contract.StepLimits;
import dev.stepwell.contract.ThrottleDefinition;
import dev.stepwell.contract.condition.ConditionException;
import dev.stepwell.contract.condition.Evaluation;
import dev.stepwell.contract.condition.Expression;
import dev.stepwell.contract.condition.Parser;
import dev.stepwell.runtime.codec.LimitKeyJson;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The keys, costs and priorities of one function, each read once. It evaluates them on events, and never throws then. */
public final class FlowExpressions {
  /** The highest and, negated, the lowest priority, in seconds. */
  public static final int MAX_PRIORITY = 43_200;

  /** The highest cost of a start. */
  public static final long MAX_COST = 1_000_000_000;

  private final Map<String, Expression> values = new HashMap<>();
  private final @Nullable Expression priority;
  private final @Nullable Expression batchCondition;

  /**
   * Reads all expressions.
   *
   * @throws ConditionException if one cannot be read, because a newer release has stored it
   */
  public FlowExpressions(FlowControl flow) {
    flow.concurrency().forEach(this::read);
    read(flow.throttle());
    read(flow.rateLimit() == null ? List.of() : flow.rateLimit().key());
    read(flow.debounce() == null ? List.of() : flow.debounce().key());
    read(flow.batch() == null ? List.of() : flow.batch().key());
    read(flow.singleton() == null ? List.of() : flow.singleton().key());
    read(flow.maxWaiting() == null ? List.of() : flow.maxWaiting().key());
    for (StepLimits step : flow.steps()) {
      step.concurrency().forEach(this::read);
      read(step.throttle());
    }
    this.priority = flow.priority() == null ? null : Parser.parseValue(flow.priority());
    BatchDefinition batch = flow.batch();
    this.batchCondition =
        batch == null || batch.condition() == null ? null : Parser.parse(batch.condition());
  }

  private void read(ConcurrencyDefinition limit) {
    read(limit.key());
  }

  private void read(@Nullable ThrottleDefinition limit) {
    if (limit != null) {
      read(limit.key());
      read(limit.cost() == null ? List.of() : List.of(limit.cost()));
    }
  }

  private void read(List<String> texts) {
    texts.forEach(text -> values.computeIfAbsent(text, Parser::parseValue));
  }

  /**
   * The key of an event for a limit of this function, as {@link LimitKeyJson} writes it.
   *
   * @param parts the expressions of the limit's key
   */
  public String key(List<String> parts, Evaluation.Data data) {
    if (parts.isEmpty()) {
      return LimitKeyJson.NONE;
    }
    @Nullable Object[] key = new @Nullable Object[parts.size()];
    for (int i = 0; i < key.length; i++) {
      key[i] = value(parts.get(i), data);
    }
    return LimitKeyJson.of(Arrays.asList(key));
  }

  private @Nullable Object value(String text, Evaluation.Data data) {
    Expression expression = values.get(text);
    if (expression == null) {
      throw new IllegalArgumentException(text + " belongs to no limit of this function");
    }
    return Evaluation.value(expression, data);
  }

  /** How many units of this throttle of the function a start takes, from 1. */
  public long cost(ThrottleDefinition throttle, Evaluation.Data data) {
    String cost = throttle.cost();
    if (cost == null || !(value(cost, data) instanceof BigDecimal units)) {
      return 1;
    }
    return clamp(units, 1, MAX_COST, RoundingMode.CEILING);
  }

  /** By how many seconds a run for this event counts as older than it is; negative if it counts as younger. */
  public int prioritySeconds(Evaluation.Data data) {
    return priority != null && Evaluation.value(priority, data) instanceof BigDecimal seconds
        ? (int) clamp(seconds, -MAX_PRIORITY, MAX_PRIORITY, RoundingMode.DOWN)
        : 0;
  }

  private static long clamp(BigDecimal value, long min, long max, RoundingMode rounding) {
    if (value.compareTo(BigDecimal.valueOf(min)) <= 0) {
      return min;
    }
    return value.compareTo(BigDecimal.valueOf(max)) >= 0
        ? max
        : value.setScale(0, rounding).longValue();
  }

  /** Whether an event joins a batch; if not, it is a batch by itself. */
  public boolean joinsBatch(Evaluation.Data data) {
    return batchCondition == null || Evaluation.holds(batchCondition, data);
  }
}
