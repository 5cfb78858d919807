package dev.stepwell.runtime.model;

import java.util.List;

/**
 * All that events are matched by, at one version.
 *
 * @param version changes whenever a function or a shape does
 * @param functions the functions that the store knows, in the order of their ids
 * @param waits the shapes of waits that the store knows
 */
public record StoredFunctions(
    long version, List<StoredFunction> functions, List<WaitShape> waits) {}
