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

/** Builds a {@link TestStepwell}. */
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
   * Registers durable objects, whose functions it executes.
   *
   * @param durables instances of generated classes, such as {@code new DurableGithubExport(…)}
   */
  public TestStepwellBuilder register(Object... durables) {
    objects.addAll(List.of(durables));
    return this;
  }

  /** Adds code around sends, runs and step attempts. The first added is the outermost. */
  public TestStepwellBuilder middleware(Middleware... more) {
    middleware.addAll(List.of(more));
    return this;
  }

  /** Sets how Java values are written as JSON, like {@code StepwellBuilder.json}. */
  public TestStepwellBuilder json(ValueMapping values) {
    mapping = values;
    return this;
  }

  /** Transforms payloads and results before they are stored, like {@code StepwellBuilder.codec}. */
  public TestStepwellBuilder codec(PayloadCodec transforms) {
    codec = transforms;
    return this;
  }

  /** Sets the initial time; default: midnight of New Year 2026, UTC. */
  public TestStepwellBuilder at(Instant time) {
    start = Objects.requireNonNull(time, "time");
    return this;
  }

  /** Sets the database of transactional steps; without it they fail. */
  public TestStepwellBuilder dataSource(DataSource database) {
    dataSource = Objects.requireNonNull(database, "database");
    return this;
  }

  /** Opens the transactions of transactional steps, like {@code StepwellBuilder.transactions}. */
  public TestStepwellBuilder transactions(StepTransactions opens) {
    transactions = opens;
    return this;
  }

  /**
   * Sets the delay before the next attempt of a failed step: {@code first}, doubled each time up to {@code longest}.
   */
  public TestStepwellBuilder backoff(Duration first, Duration longest) {
    retryPolicy = new RetryPolicy(first, longest, 2);
    return this;
  }

  /**
   * Builds it, and publishes the functions.
   *
   * @throws IllegalArgumentException if an object is not durable, with what to register instead
   */
  public TestStepwell build() {
    return new TestStepwell(this);
  }
}
