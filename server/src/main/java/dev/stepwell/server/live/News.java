package dev.stepwell.server.live;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a reader is told.
 *
 * @param number up to which change it knows all then; null while it knows nothing
 * @param items all items, if it must begin anew; null if the changes tell all
 * @param changes what has changed
 * @param trouble why nothing new can be said; null if all is well
 */
record News(
    @Nullable Long number,
    @Nullable Map<String, String> items,
    List<Change> changes,
    @Nullable String trouble) {}
