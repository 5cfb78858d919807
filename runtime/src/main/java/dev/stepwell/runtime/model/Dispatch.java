package dev.stepwell.runtime.model;

import java.util.List;

/**
 * An event with all that it sets off, as one unit to store.
 *
 * @param event the event
 * @param starts the runs that it starts
 * @param cancels the keys of the runs that it cancels
 * @param functionsVersion the version of the stored functions by which it was matched
 */
public record Dispatch(
    Event event, List<NewRun> starts, List<CancelKey> cancels, long functionsVersion) {}
