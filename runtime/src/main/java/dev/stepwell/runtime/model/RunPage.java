package dev.stepwell.runtime.model;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A page of the runs that match a filter.
 *
 * @param runs the runs, newest first
 * @param next where the next page begins; null if this is the last. A page may be short, or empty, and not be the last,
 *     because the number of examined runs per page is limited
 */
public record RunPage(List<Run> runs, @Nullable UUID next) {}
