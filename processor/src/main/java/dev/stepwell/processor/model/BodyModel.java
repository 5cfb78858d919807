package dev.stepwell.processor.model;

import dev.stepwell.contract.StepGraph;
import java.util.Set;

/**
 * What was read in the body of a function.
 *
 * @param graph its steps and the ways between them
 * @param secrets the names of the secret fields in what its inline steps, waits and calls of functions store, sorted
 */
public record BodyModel(StepGraph graph, Set<String> secrets) {}
