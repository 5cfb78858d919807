package dev.stepwell.runtime.model;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A worker that the database knows.
 *
 * @param id its id
 * @param name what people call it
 * @param functions the functions that it executes, sorted
 * @param startedAt when it began
 * @param heartbeatAt when it was last heard of
 * @param alive whether its lease holds
 * @param running how many runs it holds
 */
public record WorkerInfo(
    UUID id,
    String name,
    List<String> functions,
    Instant startedAt,
    Instant heartbeatAt,
    boolean alive,
    long running) {}
