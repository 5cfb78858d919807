package dev.stepwell.runtime.model;

import java.util.List;

/**
 * The runs of a function that were created in a span of time.
 *
 * @param functionId the function
 * @param created all of them
 * @param completed those that have completed by now
 * @param failed those that have failed by now
 * @param cancelled those that were cancelled by now
 * @param skipped those that were skipped
 * @param live those that have not ended
 * @param duration how long those took that have ended, from their start to their end
 * @param queueing how long those took to start that have started, from when they were created
 * @param buckets the same by the time at which they were created, the oldest first; none where there are no runs
 */
public record FunctionCounts(
    String functionId,
    long created,
    long completed,
    long failed,
    long cancelled,
    long skipped,
    long live,
    Percentiles duration,
    Percentiles queueing,
    List<Bucket> buckets) {}
