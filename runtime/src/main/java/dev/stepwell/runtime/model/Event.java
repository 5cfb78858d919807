package dev.stepwell.runtime.model;

import java.time.Instant;

/**
 * A fact: name, data, id, time.
 *
 * @param id unique; sending the same id again is the same event
 * @param name for example {@code github/export.repo}
 * @param data the payload, a JSON object as text
 * @param time when it happened, as the sender says
 */
public record Event(String id, String name, String data, Instant time) {}
