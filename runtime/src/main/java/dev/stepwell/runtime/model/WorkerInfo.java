package dev.stepwell.runtime.model;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A registered worker.
 *
 * @param id its id
 * @param name its name for people
 * @param functions the functions that it executes, sorted
 * @param startedAt when it began
 * @param heartbeatAt its last heartbeat
 * @param alive whether its lease is valid
 * @param running the number of runs that it holds
 */
public record WorkerInfo(
    UUID id,
    String name,
    List<String> functions,
    Instant startedAt,
    Instant heartbeatAt,
    boolean alive,
    long running) {}
