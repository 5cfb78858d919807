package dev.stepwell.processor.model;

import java.util.List;

/**
 * The former ids and the version of a function.
 *
 * @param version the version
 * @param versionAddress the place of the version
 * @param was the ids that it had
 */
public record HistoryModel(int version, Address versionAddress, List<TextModel> was) {}
