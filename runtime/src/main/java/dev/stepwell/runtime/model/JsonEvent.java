package dev.stepwell.runtime.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event as it comes from outside.
 *
 * @param name its name
 * @param data its payload, JSON text that should be an object
 * @param id its id; null for a new one
 * @param time when it takes effect if that is to come, else when it happened; null for now
 */
public record JsonEvent(
    String name, String data, @Nullable String id, @Nullable Instant time) {}
