package dev.stepwell.server.functions;

import dev.stepwell.runtime.model.WorkerInfo;
import java.util.List;
import java.util.UUID;

/** A process that executes runs, as JSON. */
record WorkerJson(
    UUID id,
    String name,
    List<String> functions,
    String startedAt,
    String heartbeatAt,
    boolean alive,
    long running) {
  static WorkerJson of(WorkerInfo worker) {
    return new WorkerJson(
        worker.id(),
        worker.name(),
        worker.functions(),
        worker.startedAt().toString(),
        worker.heartbeatAt().toString(),
        worker.alive(),
        worker.running());
  }
}
