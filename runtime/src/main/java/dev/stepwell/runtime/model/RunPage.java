package dev.stepwell.runtime.model;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Some of the runs that a filter admits.
 *
 * @param runs the runs, newest first
 * @param next where the next page begins; null if this is the last. A page may be short, or empty, and not be the last: for one page
 *     only so many runs are looked at
 */
public record RunPage(List<Run> runs, @Nullable UUID next) {}
