package dev.stepwell.runtime.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The lifecycles of runs and steps: all transitions, and when they happen. */
public final class Lifecycle {
  /** The transitions of a run. */
  public static final List<Transition<RunStatus>> RUN = List.of(
      new Transition<>(null, RunStatus.QUEUED, "started"),
      new Transition<>(null, RunStatus.RUNNING, "started, and taken by the sender's own worker"),
      new Transition<>(
          null, RunStatus.WAITING, "gathers events, or waits for the run of a singleton"),
      new Transition<>(
          null, RunStatus.SKIPPED, "rejected by a rate limit, a singleton or a full backlog"),
      new Transition<>(RunStatus.QUEUED, RunStatus.RUNNING, "claimed"),
      new Transition<>(RunStatus.RUNNING, RunStatus.WAITING, "parked"),
      new Transition<>(RunStatus.WAITING, RunStatus.RUNNING, "claimed, because its time has come"),
      new Transition<>(RunStatus.WAITING, RunStatus.QUEUED, "woken by an event or another run"),
      new Transition<>(
          RunStatus.RUNNING,
          RunStatus.QUEUED,
          "woken while it was parking, or given back by its worker"),
      new Transition<>(RunStatus.RUNNING, RunStatus.COMPLETED, "the flow returned"),
      new Transition<>(RunStatus.RUNNING, RunStatus.FAILED, "the flow threw"),
      new Transition<>(RunStatus.QUEUED, RunStatus.CANCELLED, "cancelled"),
      new Transition<>(RunStatus.RUNNING, RunStatus.CANCELLED, "cancelled"),
      new Transition<>(RunStatus.WAITING, RunStatus.CANCELLED, "cancelled"),
      new Transition<>(RunStatus.QUEUED, RunStatus.SKIPPED, "a newer run takes its place"),
      new Transition<>(RunStatus.WAITING, RunStatus.SKIPPED, "a newer run takes its place"));

  /** The transitions of a step. */
  public static final List<Transition<StepStatus>> STEP = List.of(
      new Transition<>(null, StepStatus.COMPLETED, "its first attempt returned"),
      new Transition<>(null, StepStatus.FAILED, "its first attempt was its last"),
      new Transition<>(null, StepStatus.RETRYING, "its first attempt failed"),
      new Transition<>(StepStatus.RETRYING, StepStatus.RETRYING, "a further attempt failed"),
      new Transition<>(StepStatus.RETRYING, StepStatus.COMPLETED, "a further attempt returned"),
      new Transition<>(StepStatus.RETRYING, StepStatus.FAILED, "the last attempt failed"),
      new Transition<>(null, StepStatus.WAITING, "it waits for a time, an event or a run"),
      new Transition<>(
          StepStatus.WAITING, StepStatus.COMPLETED, "the wait is over, or the run completed"),
      new Transition<>(StepStatus.WAITING, StepStatus.FAILED, "the run that it waits for failed"));

  private Lifecycle() {}

  /**
   * A transition.
   *
   * @param from the status before; null for the beginning
   * @param to the status after
   * @param when the cause
   * @param <S> the statuses
   */
  public record Transition<S extends Enum<S>>(@Nullable S from, S to, String when) {}
}
