package dev.stepwell;

import java.util.UUID;

/**
 * How a run was cancelled: an argument of its {@link OnCancel} method.
 *
 * @param functionId the function whose run was cancelled
 * @param runId the run that was cancelled
 * @param cancelledBy the id of the event that cancelled it; {@code call}, {@code timeout} or {@code retired} for cancellations of
 *     these kinds; {@code singleton} if a newer run replaced it ({@link Singleton}); {@code caller} if the run that waited for it was
 *     cancelled
 */
public record Cancellation(String functionId, UUID runId, String cancelledBy) {}
