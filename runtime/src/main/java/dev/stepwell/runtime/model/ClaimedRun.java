package dev.stepwell.runtime.model;

import java.util.List;
import java.util.UUID;

/**
 * A run that this process holds and is to execute.
 *
 * @param id its id
 * @param functionId the function to execute
 * @param event the event that started it
 * @param steps what is stored of its steps
 */
public record ClaimedRun(UUID id, String functionId, Event event, List<StepRecord> steps) {}
