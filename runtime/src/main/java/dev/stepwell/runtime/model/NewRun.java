package dev.stepwell.runtime.model;

import java.util.List;
import java.util.UUID;

/**
 * A run that an event is to start.
 *
 * @param id its id, made by the sender
 * @param functionId the function to execute
 * @param cancelledBy what will cancel it
 * @param take whether the worker in the sender's process has room, and takes it at once
 */
public record NewRun(UUID id, String functionId, List<CancelKey> cancelledBy, boolean take) {}
