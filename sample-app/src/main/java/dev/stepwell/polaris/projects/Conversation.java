package dev.stepwell.polaris.projects;

import org.jspecify.annotations.Nullable;

/**
 * A conversation with the agent about a project.
 *
 * @param id its id
 * @param projectId the project
 * @param title its title; null while it is new
 */
public record Conversation(
    String id, String projectId, @Nullable String title) {}
