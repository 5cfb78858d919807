package dev.stepwell.testing;

import dev.stepwell.runtime.codec.Json;
import dev.stepwell.runtime.model.ErrorInfo;
import dev.stepwell.runtime.model.StepKind;
import dev.stepwell.runtime.model.StepRecord;
import dev.stepwell.runtime.model.StepStatus;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A step of a run, as of the time of the call. */
public final class TestStep {
  private final StepRecord step;
  private final Json json;

  TestStep(StepRecord step, Json json) {
    this.step = step;
    this.json = json;
  }

  /** Its id, with the number of its repetition or element. */
  public String id() {
    return step.id();
  }

  /** Its kind. */
  public StepKind kind() {
    return step.kind();
  }

  /** Its status. */
  public StepStatus status() {
    return step.status();
  }

  /** The number of ended attempts. */
  public int attempts() {
    return step.attempts();
  }

  /**
   * Its result; null if that is null.
   *
   * @throws AssertionError if it has none
   */
  public <T> @Nullable T result(Class<T> type) {
    return type.cast(json.decode(resultJson(), type));
  }

  /**
   * Its result as JSON text.
   *
   * @throws AssertionError if it has none
   */
  public String resultJson() {
    String result = step.result();
    if (result == null) {
      throw new AssertionError("step " + this + ", so it has no result");
    }
    return json.opened(result);
  }

  /** The error of its last attempt that failed; empty if none did. */
  public Optional<ErrorInfo> error() {
    return Optional.ofNullable(step.error());
  }

  @Override
  public String toString() {
    return step.id() + " is " + step.status().word()
        + (step.error() == null ? "" : ", its last error " + Story.error(step.error()));
  }
}
