package dev.stepwell.runtime.model;

import java.util.List;

/**
 * How many runs were created in a span of time, and what became of them.
 *
 * @param functions the counts of each function that has such runs, in the order of their ids
 * @param complete whether all these runs were looked at; if not, the newest were
 */
public record RunCounts(List<FunctionCounts> functions, boolean complete) {}
