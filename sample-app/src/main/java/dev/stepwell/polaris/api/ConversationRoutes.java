package dev.stepwell.polaris.api;

import dev.stepwell.polaris.projects.BadInputException;
import dev.stepwell.polaris.projects.Conversations;
import dev.stepwell.polaris.projects.Message;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;

/** Conversations and their messages over HTTP. */
final class ConversationRoutes {
  private static final String CONVERSATION = "/internal/conversations/{id}";
  private static final String MESSAGE = "/internal/messages/{id}";

  private final Conversations conversations;

  ConversationRoutes(Conversations conversations) {
    this.conversations = conversations;
  }

  void addTo(RoutesConfig routes) {
    routes.put(CONVERSATION, this::create);
    routes.get(CONVERSATION, request -> request.json(conversations.find(request.pathParam("id"))));
    routes.put(CONVERSATION + "/title", this::title);
    routes.get(CONVERSATION + "/messages", this::recent);
    routes.put(MESSAGE, this::put);
    routes.get(MESSAGE, request -> request.json(conversations.message(request.pathParam("id"))));
    routes.patch(MESSAGE, this::update);
  }

  private void create(Context request) {
    String project = RequestFields.of(request).text("projectId");
    request.json(conversations.create(request.pathParam("id"), project));
  }

  private void title(Context request) {
    conversations.title(request.pathParam("id"), RequestFields.of(request).text("title"));
    request.status(204);
  }

  private void recent(Context request) {
    int limit = RequestFields.queryNumber(request, "limit");
    request.json(conversations.recent(request.pathParam("id"), limit));
  }

  private void put(Context request) {
    RequestFields fields = RequestFields.of(request);
    conversations.put(new Message(
        request.pathParam("id"),
        fields.text("conversationId"),
        fields.text("role"),
        fields.text("content"),
        fields.text("status")));
    request.status(204);
  }

  private void update(Context request) {
    RequestFields fields = RequestFields.of(request);
    String content = fields.optionalText("content");
    String status = fields.optionalText("status");
    if (content == null && status == null) {
      throw new BadInputException("give a 'content' or a 'status', or both");
    }
    request.json(conversations.update(request.pathParam("id"), content, status));
  }
}
