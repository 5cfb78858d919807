package dev.stepwell.polaris.agent;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.anthropic.AnthropicChatModel;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The language model that the agent speaks with. */
public final class Model {
  static final String TITLE_TASK =
      "Give the conversation that starts with the user's message a title of at most six words."
          + " Answer with the title alone.";
  private static final String TASK =
      "You are the coding agent of Polaris. You change the files of the user's project with"
          + " the tools that you have, and then say briefly what you did.";
  private static final String DEFAULT_MODEL = "claude-sonnet-4-5";
  private static final int LONGEST_TITLE = 80;

  private final ChatModel model;

  /** Speaks with this model. */
  public Model(ChatModel model) {
    this.model = model;
  }

  /**
   * The model that the environment asks for: Anthropic's when {@code ANTHROPIC_API_KEY} is set ({@code POLARIS_MODEL} chooses which),
   * else the scripted one, which needs no network.
   */
  public static Model fromEnvironment(Map<String, String> environment) {
    String key = environment.get("ANTHROPIC_API_KEY");
    if (key == null || key.isBlank()) {
      return new Model(new ScriptedChatModel(Duration.ofMillis(300)));
    }
    return new Model(AnthropicChatModel.builder()
        .apiKey(key)
        .modelName(environment.getOrDefault("POLARIS_MODEL", DEFAULT_MODEL))
        .maxTokens(8_192)
        .maxRetries(0)
        .build());
  }

  /** The model's next word on this transcript, with the tools at hand. */
  public ModelReply next(List<Entry> transcript) {
    List<ChatMessage> messages = new ArrayList<>();
    messages.add(SystemMessage.from(TASK));
    transcript.forEach(entry -> messages.add(message(entry)));
    AiMessage reply = model
        .chat(ChatRequest.builder()
            .messages(messages)
            .toolSpecifications(Tools.SPECIFICATIONS)
            .build())
        .aiMessage();
    List<ToolCall> calls = new ArrayList<>();
    for (ToolExecutionRequest call : reply.toolExecutionRequests()) {
      calls.add(new ToolCall(call.id(), call.name(), call.arguments()));
    }
    return new ModelReply(reply.text() == null ? "" : reply.text(), calls);
  }

  /** A short title for a conversation that starts with this message. */
  public String title(String message) {
    String title = model
        .chat(SystemMessage.from(TITLE_TASK), UserMessage.from(message))
        .aiMessage()
        .text()
        .strip();
    return title.length() <= LONGEST_TITLE ? title : title.substring(0, LONGEST_TITLE);
  }

  private static ChatMessage message(Entry entry) {
    return switch (entry.role()) {
      case "user" -> UserMessage.from(entry.text());
      case "tool" -> ToolExecutionResultMessage.from(entry.callId(), entry.tool(), entry.text());
      default -> assistant(entry);
    };
  }

  private static AiMessage assistant(Entry entry) {
    List<ToolExecutionRequest> calls = entry.calls().stream()
        .map(call -> ToolExecutionRequest.builder()
            .id(call.id())
            .name(call.name())
            .arguments(call.arguments())
            .build())
        .toList();
    AiMessage.Builder message = AiMessage.builder().toolExecutionRequests(calls);
    return entry.text().isEmpty() ? message.build() : message.text(entry.text()).build();
  }
}
