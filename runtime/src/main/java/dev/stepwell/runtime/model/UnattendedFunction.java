package dev.stepwell.runtime.model;

import java.time.Instant;

/**
 * A function that no live worker executes.
 *
 * @param id the function
 * @param since the last heartbeat of the last worker that executed it; when it was published, if there was none
 * @param waiting how many of its runs wait for a worker, counted up to 10,000
 */
public record UnattendedFunction(String id, Instant since, int waiting) {}
