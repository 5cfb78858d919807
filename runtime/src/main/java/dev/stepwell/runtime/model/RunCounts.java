package dev.stepwell.runtime.model;

import java.util.List;

/**
 * The number of runs created in a time span, and their outcomes.
 *
 * @param functions the counts of each function that has such runs, sorted by id
 * @param complete whether all these runs were examined; if not, only the newest were
 */
public record RunCounts(List<FunctionCounts> functions, boolean complete) {}
