package dev.stepwell.server.live;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The news for a reader.
 *
 * @param number the last change that it knows then; null while it knows none
 * @param items all items, if it needs a snapshot; null if the changes suffice
 * @param changes the changes
 * @param trouble why there are no news; null without an error
 */
record News(
    @Nullable Long number,
    @Nullable Map<String, String> items,
    List<Change> changes,
    @Nullable String trouble) {}
