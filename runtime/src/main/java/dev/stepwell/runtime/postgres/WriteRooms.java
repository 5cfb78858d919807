package dev.stepwell.runtime.postgres;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The room of the writes of a process: one for events that are sent, one for what runs write. Neither waits for the other. */
final class WriteRooms {
  private final WriteRoom sends;
  private final WriteRoom runs;

  WriteRooms(WriteLimits limits) {
    this.sends = new WriteRoom(limits);
    this.runs = new WriteRoom(limits);
  }

  /** Admits an event, or throws {@link dev.stepwell.runtime.store.QueueFullException}. */
  void enter(Write.Append write) {
    sends.enter(write);
  }

  /** Admits what a run writes. The run waits in {@link #awaitRoom} before it makes more. */
  void enterOfRun(Write write) {
    runs.enterAnyway(write);
  }

  /** Waits until there is room for what runs write. */
  void awaitRoom() {
    runs.await();
  }

  /** Removes writes that are answered. */
  void leave(Collection<? extends Write> answered) {
    List<Write> ofSenders = new ArrayList<>();
    List<Write> ofRuns = new ArrayList<>(answered.size());
    for (Write write : answered) {
      (write.runId() == null ? ofSenders : ofRuns).add(write);
    }
    sends.leave(ofSenders);
    runs.leave(ofRuns);
  }

  /** Lets everybody pass who waits. */
  void close() {
    runs.close();
  }
}
