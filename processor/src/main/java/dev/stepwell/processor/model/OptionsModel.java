package dev.stepwell.processor.model;

import java.util.List;

/**
 * The options of a function.
 *
 * @param retries how its steps are retried, unless they set their own retries
 * @param startTimeout how long after its event a run may start
 * @param finishTimeout how long after its start a run may end
 * @param idempotencyKey the fields that make an event the same order
 * @param idempotencyPeriod how long they keep other runs from being created
 */
public record OptionsModel(
    RetriesModel retries,
    DurationModel startTimeout,
    DurationModel finishTimeout,
    List<TextModel> idempotencyKey,
    DurationModel idempotencyPeriod) {}
