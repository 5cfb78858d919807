package dev.stepwell.runtime.postgres;

import java.util.Collection;

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
    int sent = 0;
    long bytesOfSent = 0;
    long bytesOfRuns = 0;
    for (Write write : answered) {
      if (write.runId() == null) {
        sent++;
        bytesOfSent += write.bytes();
      } else {
        bytesOfRuns += write.bytes();
      }
    }
    sends.leave(sent, bytesOfSent);
    runs.leave(answered.size() - sent, bytesOfRuns);
  }

  /** Releases all blocked callers. */
  void close() {
    runs.close();
  }
}
