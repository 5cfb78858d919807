package dev.stepwell.runtime.store;

import dev.stepwell.runtime.model.EventView;
import dev.stepwell.runtime.model.Payload;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads how runs are connected, and their payloads, for many runs at once. The memory that a call needs is bounded by its
 * maximum number of items and of characters per payload, and checked like that of {@link Runs}.
 */
public interface ConnectedRuns {
  /**
   * A run, and the event and run that it belongs to.
   *
   * @param runId its id
   * @param eventId the event that started it
   * @param callerId the run that invoked it; null if none did
   * @param hasEnded whether it has ended, so that neither its steps nor the runs that it invoked change
   */
  record RunLink(UUID runId, String eventId, @Nullable UUID callerId, boolean hasEnded) {}

  /**
   * A run that was invoked.
   *
   * @param callerId the run that invoked it
   * @param runId its id
   */
  record InvokedRun(UUID callerId, UUID runId) {}

  /**
   * An event of a batch.
   *
   * @param runId the run of the batch
   * @param eventId the event, which may have been deleted
   */
  record BatchedEvent(UUID runId, String eventId) {}

  /**
   * A step, as an address.
   *
   * @param runId its run
   * @param id its id
   */
  record StepAddress(UUID runId, String id) {}

  /**
   * The payloads of a step.
   *
   * @param address where it is
   * @param input its input; null if none was recorded
   * @param result its result; null if it has none
   */
  record StepPayloads(
      StepAddress address,
      @Nullable Payload input,
      @Nullable Payload result) {}

  /**
   * The output of a run.
   *
   * @param runId the run
   * @param payload its output
   */
  record RunOutput(UUID runId, Payload payload) {}

  /** Those of these runs that exist, in no order. */
  List<RunLink> links(Collection<UUID> runIds);

  /**
   * The runs that these runs invoked, in no order.
   *
   * @param max the maximum number; which are left out is unspecified
   */
  List<InvokedRun> invokedBy(Collection<UUID> runIds, int max);

  /**
   * The events that batches have gathered for these runs, in no order.
   *
   * @param max the maximum number; which are left out is unspecified
   */
  List<BatchedEvent> gatheredEvents(Collection<UUID> runIds, int max);

  /**
   * Those of these events that exist, in no order.
   *
   * @param limit the maximum number of characters to read per payload
   */
  List<EventView> eventViews(Collection<String> eventIds, int limit);

  /**
   * The outputs of those of these runs that have one, in no order.
   *
   * @param limit the maximum number of characters to read per payload
   */
  List<RunOutput> outputs(Collection<UUID> runIds, int limit);

  /**
   * The payloads of all steps of these runs, page by page. Steps of one run follow each other. A step that is stored before the
   * first page is read is on a page.
   *
   * @param after the last step of the previous page; null for the first page
   * @param max the maximum number of steps
   * @param limit the maximum number of characters to read per payload
   */
  List<StepPayloads> stepPayloads(
      Collection<UUID> runIds, @Nullable StepAddress after, int max, int limit);

  /**
   * The payloads of those of these steps that exist, in no order.
   *
   * @param limit the maximum number of characters to read per payload
   */
  List<StepPayloads> stepPayloads(Collection<StepAddress> steps, int limit);
}
