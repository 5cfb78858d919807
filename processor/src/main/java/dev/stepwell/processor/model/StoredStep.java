package dev.stepwell.processor.model;

import dev.stepwell.contract.StepGraph;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the runs of a function store of one of its steps.
 *
 * @param id the step's id
 * @param kind what the step does
 * @param on the event that it waits for, or the function that it invokes, as far as that is known; null for other steps
 * @param result the JSON schema of its result; null where that is not known
 * @param inline whether it is written in the body of the function, and not a method
 * @param was the ids that it had in earlier code
 */
public record StoredStep(
    String id,
    StepGraph.Kind kind,
    @Nullable String on,
    @Nullable String result,
    boolean inline,
    List<String> was) {}
