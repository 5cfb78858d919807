package dev.stepwell.polaris.projects;

/**
 * A message of a user or the agent.
 *
 * @param id its id
 * @param conversationId the conversation
 * @param role {@code user} or {@code assistant}
 * @param content the text
 * @param status {@code processing}, {@code completed}, {@code cancelled} or {@code failed}
 */
public record Message(
    String id, String conversationId, String role, String content, String status) {}
