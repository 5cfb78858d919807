package dev.stepwell.testing;

import dev.stepwell.runtime.codec.JacksonMapping;
import dev.stepwell.runtime.codec.PayloadCodec;
import dev.stepwell.runtime.codec.ValueMapping;
import dev.stepwell.runtime.engine.RetryPolicy;
import dev.stepwell.runtime.jdbc.StepTransactions;
import dev.stepwell.runtime.middleware.Middleware;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** What a {@link TestStepwell} is to be. */
public final class TestStepwellBuilder {
  final List<Object> objects = new ArrayList<>();
  Instant start = Instant.parse("2026-01-01T00:00:00Z");
  final List<Middleware> middleware = new ArrayList<>();
  ValueMapping mapping = JacksonMapping.plain();

  @Nullable
  PayloadCodec codec;

  RetryPolicy retryPolicy = RetryPolicy.DEFAULT;

  @Nullable
  DataSource dataSource;

  @Nullable
  StepTransactions transactions;

  TestStepwellBuilder() {}

  /**
   * Registers durable objects, whose functions are then executed.
   *
   * @param durables instances of generated classes, such as {@code new DurableGithubExport(…)}
   */
  public TestStepwellBuilder register(Object... durables) {
    objects.addAll(List.of(durables));
    return this;
  }

  /** Adds code around sends, runs and step attempts; what was added first is the outermost. */
  public TestStepwellBuilder middleware(Middleware... more) {
    middleware.addAll(List.of(more));
    return this;
  }

  /** How Java values are written as JSON, as {@code StepwellBuilder.json} sets it. */
  public TestStepwellBuilder json(ValueMapping values) {
    mapping = values;
    return this;
  }

  /** Transforms payloads and results before they are stored, as {@code StepwellBuilder.codec} does. */
  public TestStepwellBuilder codec(PayloadCodec transforms) {
    codec = transforms;
    return this;
  }

  /** What time it is at first; midnight of New Year 2026, UTC, unless set. */
  public TestStepwellBuilder at(Instant time) {
    start = Objects.requireNonNull(time, "time");
    return this;
  }

  /** Where transactional steps write; without it they fail. */
  public TestStepwellBuilder dataSource(DataSource database) {
    dataSource = Objects.requireNonNull(database, "database");
    return this;
  }

  /** Opens the transactions of transactional steps, as {@code StepwellBuilder.transactions} does. */
  public TestStepwellBuilder transactions(StepTransactions opens) {
    transactions = opens;
    return this;
  }

  /** How long a failed step waits before its next attempt: {@code first}, doubled each time up to {@code longest}. */
  public TestStepwellBuilder backoff(Duration first, Duration longest) {
    retryPolicy = new RetryPolicy(first, longest, 2);
    return this;
  }

  /**
   * Makes the functions known.
   *
   * @throws IllegalArgumentException if an object is not durable, with what to register instead
   */
  public TestStepwell build() {
    return new TestStepwell(this);
  }
}
