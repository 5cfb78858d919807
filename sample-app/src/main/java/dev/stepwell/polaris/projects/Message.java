package dev.stepwell.polaris.projects;

/**
 * What a user or the agent has said.
 *
 * @param id its id
 * @param conversationId the conversation
 * @param role {@code user} or {@code assistant}
 * @param content the text
 * @param status {@code processing}, {@code completed}, {@code cancelled} or {@code failed}
 */
public record Message(
    String id, String conversationId, String role, String content, String status) {}
