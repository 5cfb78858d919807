package dev.stepwell.runtime.engine;

import dev.stepwell.Cancellation;
import dev.stepwell.ChangedCodeException;
import dev.stepwell.Failure;
import dev.stepwell.Steps;
import dev.stepwell.contract.BackoffDefinition;
import dev.stepwell.contract.BatchCancelFlow;
import dev.stepwell.contract.BatchFailureFlow;
import dev.stepwell.contract.BatchFlow;
import dev.stepwell.contract.FunctionDefinition;
import dev.stepwell.runtime.codec.Json;
import dev.stepwell.runtime.codec.JsonException;
import dev.stepwell.runtime.codec.StoredJson;
import dev.stepwell.runtime.model.ErrorInfo;
import dev.stepwell.runtime.model.FunctionStatistics;
import dev.stepwell.runtime.model.StoredFunction;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A function that this process executes: a definition with its registered object.
 *
 * @param id the function's id, or that of a failure handler
 * @param retries the default number of retries of a step
 * @param backoff the default backoff of a step; null for the application's default
 * @param startTimeout how long after its event was accepted a run may start; null for no limit
 * @param finishTimeout how long after its start a run may end; null for no limit
 * @param resultType the exact generic type of the result
 * @param cancellable whether events can cancel its runs
 * @param call calls the user's method with an event's payload
 * @param tally counts the outcomes of its runs in this process
 */
public record BoundFunction(
    String id,
    int retries,
    @Nullable BackoffDefinition backoff,
    @Nullable Duration startTimeout,
    @Nullable Duration finishTimeout,
    Type resultType,
    boolean cancellable,
    Call call,
    Tally tally) {
  /** Calls the user's method. */
  @FunctionalInterface
  public interface Call {
    /** Reads the payloads of the run's events, JSON texts, and calls; what it throws fails the run. Only a batch has several. */
    @Nullable
    Object run(List<String> data, Steps steps) throws Exception;
  }

  /** The function, with its failure and cancellation handlers if any, on this object. */
  public static <S, E extends Record> List<BoundFunction> of(
      FunctionDefinition<S, E, ?> definition, Object self, Json json) {
    S target = definition.durableClass().cast(self);
    Class<E> type = definition.event().type();
    List<BoundFunction> bound = new ArrayList<>();
    bound.add(new BoundFunction(
        definition.id(),
        definition.retries(),
        definition.backoff(),
        definition.startTimeout(),
        definition.finishTimeout(),
        definition.resultType(),
        !definition.cancelOn().isEmpty(),
        call(definition, target, json),
        new Tally()));
    StoredJson stored = new StoredJson(json);
    FunctionDefinition.FailureFlow<S, E> onFailure = definition.onFailure();
    BatchFailureFlow<S, E> onBatchFailure = definition.onBatchFailure();
    if (onFailure != null) {
      bound.add(ending(definition, StoredFunction.ON_FAILURE, (data, steps) -> {
        StoredJson.Failed failed = stored.failed(data.get(0));
        if (onBatchFailure != null) {
          onBatchFailure.run(target, read(json, failed.data(), type), failure(failed), steps);
        } else {
          onFailure.run(target, read(json, failed.data().get(0), type), failure(failed), steps);
        }
        return null;
      }));
    }
    FunctionDefinition.CancelFlow<S, E> onCancel = definition.onCancel();
    BatchCancelFlow<S, E> onBatchCancel = definition.onBatchCancel();
    if (onCancel != null) {
      bound.add(ending(definition, StoredFunction.ON_CANCEL, (data, steps) -> {
        StoredJson.Cancelled cancelled = stored.cancelled(data.get(0));
        Cancellation cancellation =
            new Cancellation(cancelled.functionId(), cancelled.runId(), cancelled.cancelledBy());
        if (onBatchCancel != null) {
          onBatchCancel.run(target, read(json, cancelled.data(), type), cancellation, steps);
        } else {
          onCancel.run(target, read(json, cancelled.data().get(0), type), cancellation, steps);
        }
        return null;
      }));
    }
    return bound;
  }

  private static <S, E extends Record> Call call(
      FunctionDefinition<S, E, ?> definition, S target, Json json) {
    Class<E> type = definition.event().type();
    BatchFlow<S, E, ?> batch = definition.batchFlow();
    return batch == null
        ? (data, steps) -> definition.flow().run(target, read(json, data.get(0), type), steps)
        : (data, steps) -> batch.run(target, read(json, data, type), steps);
  }

  /** The function that handles how runs of another one end. */
  private static BoundFunction ending(
      FunctionDefinition<?, ?, ?> definition, String idEnd, Call call) {
    return new BoundFunction(
        definition.id() + idEnd,
        definition.retries(),
        definition.backoff(),
        null,
        null,
        Void.class,
        false,
        call,
        new Tally());
  }

  /** The same function, which calls the user's method in this way. */
  public BoundFunction calling(Call other) {
    return new BoundFunction(
        id, retries, backoff, startTimeout, finishTimeout, resultType, cancellable, other, tally);
  }

  /** The statistics of the function in this process since its start. */
  public FunctionStatistics statistics() {
    return tally.statistics(id);
  }

  private static <E extends Record> List<E> read(Json json, List<String> data, Class<E> type) {
    return data.stream().map(one -> read(json, one, type)).toList();
  }

  private static <E extends Record> E read(Json json, String data, Class<E> type) {
    try {
      return Objects.requireNonNull(
          type.cast(json.decode(data, type)),
          () -> "the event's data is null, but must be a " + type.getName());
    } catch (JsonException e) {
      throw new ChangedCodeException(
          "the event that started this run does not fit the function's current parameters: "
              + e.getMessage(),
          e);
    }
  }

  private static Failure failure(StoredJson.Failed failed) {
    ErrorInfo error = failed.error();
    return new Failure(
        failed.functionId(),
        failed.runId(),
        error.stepId(),
        error.attempts(),
        error.type(),
        error.message());
  }
}
