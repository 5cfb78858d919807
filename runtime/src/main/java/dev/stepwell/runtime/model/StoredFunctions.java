package dev.stepwell.runtime.model;

import java.util.List;

/**
 * The functions and shapes that events are matched with, at one version.
 *
 * @param version changes whenever a function or a shape does
 * @param functions the functions that the store knows, sorted by id
 * @param waits the shapes of waits that the store knows
 */
public record StoredFunctions(
    long version, List<StoredFunction> functions, List<WaitShape> waits) {}
