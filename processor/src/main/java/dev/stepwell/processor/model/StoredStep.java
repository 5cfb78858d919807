package dev.stepwell.processor.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the runs of a function store about one of its steps.
 *
 * @param id the step's id
 * @param kind the kind of the step
 * @param on the event that it waits for, or the function that it invokes, if known; null for other steps
 * @param result the JSON schema of its result; null if unknown
 * @param inline whether it is inline in the function's body, and not a method
 * @param was its former ids
 */
public record StoredStep(
    String id,
    StepGraph.Kind kind,
    @Nullable String on,
    @Nullable String result,
    boolean inline,
    List<String> was) {}
