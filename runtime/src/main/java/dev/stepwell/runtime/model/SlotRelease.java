package dev.stepwell.runtime.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The release of what an attempt of a step holds of the step's limits.
 *
 * @param startsHeldUntil before when no other step may start under its limits on starts; null for no such time
 */
public record SlotRelease(@Nullable Instant startsHeldUntil) {}
