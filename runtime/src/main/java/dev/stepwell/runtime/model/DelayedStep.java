package dev.stepwell.runtime.model;

import java.time.Instant;

/**
 * A step that waits for slots of its limits while its run executes.
 *
 * @param needs what it waits for
 * @param since since when it waits
 */
public record DelayedStep(StepNeeds needs, Instant since) {}
