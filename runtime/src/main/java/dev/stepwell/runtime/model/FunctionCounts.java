package dev.stepwell.runtime.model;

import java.util.List;

/**
 * The runs of a function that were created in a time span.
 *
 * @param functionId the function
 * @param created the number of runs
 * @param completed the number that have completed
 * @param failed those that have failed by now
 * @param cancelled those that were cancelled by now
 * @param skipped those that were skipped
 * @param live those that have not ended
 * @param duration the durations of ended runs, from their start to their end
 * @param queueing the durations from creation to start of started runs
 * @param buckets the same numbers by time of creation, oldest first; none without runs
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
