package dev.stepwell.processor.write;

import com.palantir.javapoet.CodeBlock;
import dev.stepwell.processor.model.BatchModel;
import dev.stepwell.processor.model.ConcurrencyModel;
import dev.stepwell.processor.model.DebounceModel;
import dev.stepwell.processor.model.ExpressionText;
import dev.stepwell.processor.model.FlowControlModel;
import dev.stepwell.processor.model.MaxWaitingModel;
import dev.stepwell.processor.model.RateLimitModel;
import dev.stepwell.processor.model.SingletonModel;
import dev.stepwell.processor.model.TextModel;
import dev.stepwell.processor.model.ThrottleModel;
import java.util.List;
import java.util.function.BiConsumer;

/** Writes the definitions of flow control. */
final class FlowControlWriter {
  private static final int DEFAULT_BYTES = 4_194_304;

  private final FlowControlModel flow;

  private FlowControlWriter(FlowControlModel flow) {
    this.flow = flow;
  }

  /** The calls on a builder of a function, by method and argument, for all of this but the batch. */
  static FlowControlWriter calls(FlowControlModel flow) {
    return new FlowControlWriter(flow);
  }

  void forEach(BiConsumer<String, CodeBlock> call) {
    flow.concurrency().forEach(limit -> call.accept("concurrency", concurrency(limit)));
    ThrottleModel throttle = flow.throttle();
    if (throttle != null) {
      call.accept("throttle", throttle(throttle));
    }
    RateLimitModel rateLimit = flow.rateLimit();
    if (rateLimit != null) {
      call.accept("rateLimit", rateLimit(rateLimit));
    }
    DebounceModel debounce = flow.debounce();
    if (debounce != null) {
      call.accept("debounce", debounce(debounce));
    }
    TextModel priority = flow.priority();
    if (priority != null) {
      call.accept("priority", CodeBlock.of("$S", ExpressionText.of(priority)));
    }
    SingletonModel singleton = flow.singleton();
    if (singleton != null) {
      call.accept("singleton", singleton(singleton));
    }
    MaxWaitingModel maxWaiting = flow.maxWaiting();
    if (maxWaiting != null) {
      call.accept("maxWaiting", maxWaiting(maxWaiting));
    }
  }

  // ConcurrencyDefinition.of(5).perRun().withScope("openai").withKey("event.data.tenantId")
  static CodeBlock concurrency(ConcurrencyModel limit) {
    CodeBlock.Builder code = CodeBlock.builder()
        .add("$T.of($L)", Names.CONCURRENCY_DEFINITION, limit.limit().value());
    if (limit.perRun()) {
      code.add(".perRun()");
    }
    addText(code, "withScope", limit.scope().text());
    return code.add(key(limit.key())).build();
  }

  // ThrottleDefinition.of(600, Duration.ofMinutes(1)).withBurst(60).withKey("event.data.tenantId")
  static CodeBlock throttle(ThrottleModel limit) {
    CodeBlock.Builder code = CodeBlock.builder()
        .add(
            "$T.of($L, $L)",
            Names.THROTTLE_DEFINITION,
            limit.limit().value(),
            Durations.code(limit.period()));
    if (limit.burst().value() != 1) {
      code.add(".withBurst($L)", limit.burst().value());
    }
    addText(code, "withScope", limit.scope().text());
    addText(code, "withCost", limit.cost().text().isEmpty() ? "" : ExpressionText.of(limit.cost()));
    return code.add(key(limit.key())).build();
  }

  private static CodeBlock rateLimit(RateLimitModel limit) {
    return CodeBlock.of(
        "$T.of($L, $L)$L",
        Names.RATE_LIMIT_DEFINITION,
        limit.limit().value(),
        Durations.code(limit.period()),
        key(limit.key()));
  }

  private static CodeBlock debounce(DebounceModel wait) {
    CodeBlock timeout = wait.timeout().isGiven()
        ? CodeBlock.of(".withTimeout($L)", Durations.code(wait.timeout()))
        : CodeBlock.of("");
    return CodeBlock.of(
        "$T.of($L)$L$L",
        Names.DEBOUNCE_DEFINITION,
        Durations.code(wait.period()),
        timeout,
        key(wait.key()));
  }

  // BatchDefinition.of(500, Duration.ofSeconds(30)).withKey("event.data.accountId")
  static CodeBlock batch(BatchModel batch) {
    CodeBlock.Builder code = CodeBlock.builder()
        .add(
            "$T.of($L, $L)",
            Names.BATCH_DEFINITION,
            batch.maxSize().value(),
            Durations.code(batch.timeout()));
    addText(code, "withCondition", batch.condition().text());
    if (batch.maxBytes().value() != DEFAULT_BYTES) {
      code.add(".withMaxBytes($L)", batch.maxBytes().value());
    }
    return code.add(key(batch.key())).build();
  }

  // SingletonDefinition.of(Singleton.Mode.CANCEL, "event.data.projectId")
  private static CodeBlock singleton(SingletonModel one) {
    return CodeBlock.of(
        "$T.of($T.Mode.$L$L)",
        Names.SINGLETON_DEFINITION,
        Names.SINGLETON,
        one.mode(),
        further(one.key()));
  }

  // MaxWaitingDefinition.of(1000, MaxWaiting.WhenFull.REJECT, "event.data.tenantId")
  private static CodeBlock maxWaiting(MaxWaitingModel bound) {
    return CodeBlock.of(
        "$T.of($L, $T.WhenFull.$L$L)",
        Names.MAX_WAITING_DEFINITION,
        bound.limit().value(),
        Names.MAX_WAITING,
        bound.whenFull(),
        further(bound.key()));
  }

  private static void addText(CodeBlock.Builder code, String method, String text) {
    if (!text.isEmpty()) {
      code.add(".$L($S)", method, text);
    }
  }

  private static CodeBlock key(List<TextModel> parts) {
    return parts.isEmpty()
        ? CodeBlock.of("")
        : CodeBlock.of(
            ".withKey($L)",
            parts.stream().map(FlowControlWriter::quoted).collect(CodeBlock.joining(", ")));
  }

  private static CodeBlock further(List<TextModel> parts) {
    return parts.stream()
        .map(part -> CodeBlock.of(", $L", quoted(part)))
        .collect(CodeBlock.joining(""));
  }

  private static CodeBlock quoted(TextModel part) {
    return CodeBlock.of("$S", ExpressionText.of(part));
  }
}
