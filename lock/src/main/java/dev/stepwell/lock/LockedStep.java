package dev.stepwell.lock;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What runs store of a step.
 *
 * @param id its id
 * @param kind what it does: step, sleep, wait, invoke or send
 * @param on the event that it waits for, or the function that it invokes; null for others
 * @param result the JSON schema of its result; null if unknown
 * @param inline whether it is written in the body of its function, and not a method; false in locks of earlier releases
 * @param was its former ids
 */
record LockedStep(
    String id,
    String kind,
    @Nullable String on,
    @Nullable JsonNode result,
    boolean inline,
    List<String> was) {}
