package dev.stepwell.runtime.postgres;

import dev.stepwell.runtime.codec.StoredJson;
import dev.stepwell.runtime.model.Dispatch;
import dev.stepwell.runtime.model.Health;
import dev.stepwell.runtime.model.RunEnd;
import dev.stepwell.runtime.model.StepNeeds;
import dev.stepwell.runtime.model.StepWrite;
import dev.stepwell.runtime.store.EventLog;
import dev.stepwell.runtime.store.Journal;
import dev.stepwell.runtime.store.QueueFullException;
import dev.stepwell.runtime.store.Slots.StepAnswer;
import dev.stepwell.runtime.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Writes events and outcomes in groups, in a few lanes that do not wait for each other.
 *
 * <p>Events that are sent go in one lane, in the order in which they were handed over. What a run writes goes in the lane of the run, so
 * that its end never comes before its last step.
 */
final class GroupCommit implements EventLog, Journal, AutoCloseable {
  /** The number of groups written concurrently; each holds a connection. */
  static final int LANES = 2;

  private final WriteRooms rooms;
  private final List<Lane> lanes;
  private final Watchdog watchdog;
  private volatile @Nullable UUID workerId;

  GroupCommit(KeptConnections connections, Clock clock, StoredJson json, WriteLimits limits) {
    this.rooms = new WriteRooms(limits);
    Lane.Context context = new Lane.Context(this::workerId, connections, clock, json, rooms);
    this.lanes =
        IntStream.range(0, LANES).mapToObj(number -> new Lane(number, context)).toList();
    this.watchdog = new Watchdog(() -> lanes.forEach(Lane::check));
  }

  /** The worker whose writes these are; null if there is none. */
  @Nullable
  UUID workerId() {
    return workerId;
  }

  /** Makes further writes those of this worker. Earlier ones are not: they are rejected if they need the lease. */
  void writeAs(UUID worker) {
    workerId = worker;
  }

  @Override
  public CompletableFuture<Accepted> append(Dispatch dispatch) {
    return append(dispatch, () -> false);
  }

  @Override
  public CompletableFuture<Accepted> append(Dispatch dispatch, BooleanSupplier abandoned) {
    Write.Append write = new Write.Append(dispatch, workerId, abandoned, new CompletableFuture<>());
    try {
      rooms.enter(write);
    } catch (QueueFullException e) {
      return CompletableFuture.failedFuture(e);
    }
    lanes.get(0).add(write);
    return write.future();
  }

  @Override
  public CompletableFuture<Recorded> record(StepWrite step) {
    Write.Step write = new Write.Step(step, workerId, new CompletableFuture<>());
    rooms.enterOfRun(write);
    laneOf(step.runId()).add(write);
    return write.future();
  }

  @Override
  public CompletableFuture<Recorded> end(RunEnd end) {
    Write.End write = new Write.End(end, workerId, new CompletableFuture<>());
    rooms.enterOfRun(write);
    laneOf(end.runId()).add(write);
    return write.future();
  }

  /** Takes slots of the limits on a step, after all that was handed over before. */
  CompletableFuture<StepAnswer> take(StepNeeds needs) {
    Write.Take write = new Write.Take(needs, workerId, new CompletableFuture<>());
    rooms.enterOfRun(write);
    laneOf(needs.runId()).add(write);
    return write.future();
  }

  /** Releases the slots of a step, after all that was handed over before. */
  void release(UUID runId, String stepId) {
    Write.Release write = new Write.Release(runId, stepId, workerId, new CompletableFuture<>());
    rooms.enterOfRun(write);
    laneOf(runId).add(write);
  }

  @Override
  public void awaitRoom() {
    rooms.awaitRoom();
  }

  /** The lanes, and what is wrong with them. */
  List<Health.Part> health() {
    return lanes.stream().map(Lane::health).toList();
  }

  private Lane laneOf(UUID runId) {
    return lanes.get(Math.floorMod(runId.hashCode(), LANES));
  }

  /** Writes what has gathered, if the database can be reached, and stops; what is left is refused. */
  @Override
  public void close() {
    rooms.close();
    lanes.forEach(Lane::close);
    watchdog.close();
  }
}
