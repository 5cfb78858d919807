package dev.stepwell.polaris.projects;

import org.jspecify.annotations.Nullable;

/**
 * A project of the editor.
 *
 * @param id its id
 * @param name what people call it
 * @param importStatus {@code idle}, {@code importing}, {@code completed} or {@code failed}
 * @param exportStatus {@code idle}, {@code exporting}, {@code completed}, {@code failed} or {@code
 *     cancelled}
 * @param exportUrl where it was last exported to; null if it never was
 */
public record Project(
    String id,
    String name,
    String importStatus,
    String exportStatus,
    @Nullable String exportUrl) {}
