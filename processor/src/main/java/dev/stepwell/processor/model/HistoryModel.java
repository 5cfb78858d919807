package dev.stepwell.processor.model;

import java.util.List;

/**
 * What earlier code knew a function as.
 *
 * @param version which version it is
 * @param versionAddress where the version stands
 * @param was the ids that it had
 */
public record HistoryModel(int version, Address versionAddress, List<TextModel> was) {}
