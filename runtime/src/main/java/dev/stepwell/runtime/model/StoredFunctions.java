package dev.stepwell.runtime.model;

import java.util.List;

/**
 * All functions that the store knows, at one version.
 *
 * @param version changes whenever a function does
 * @param functions in the order of their ids
 */
public record StoredFunctions(long version, List<StoredFunction> functions) {}
