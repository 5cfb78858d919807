package dev.stepwell.polaris.projects;

import org.jspecify.annotations.Nullable;

/**
 * A project of the editor.
 *
 * @param id its id
 * @param name its name for people
 * @param importStatus {@code idle}, {@code importing}, {@code completed} or {@code failed}
 * @param exportStatus {@code idle}, {@code exporting}, {@code completed}, {@code failed} or {@code
 *     cancelled}
 * @param exportUrl the target of the last export; null if there was none
 */
public record Project(
    String id,
    String name,
    String importStatus,
    String exportStatus,
    @Nullable String exportUrl) {}
