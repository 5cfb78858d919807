package dev.stepwell.runtime.client;

import org.jspecify.annotations.Nullable;

/**
 * An event as it comes from outside.
 *
 * @param name its name
 * @param data its payload, JSON text that should be an object
 * @param id its id; null for a new one
 */
public record JsonEvent(String name, String data, @Nullable String id) {}
