package dev.stepwell.polaris.agent;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Converts between our types and those of the model's library. */
final class Transcript {
  private Transcript() {}

  /** The task and the entries, from the first user message on, as models require. */
  static List<ChatMessage> messages(String task, List<Entry> entries) {
    List<ChatMessage> messages = new ArrayList<>();
    messages.add(SystemMessage.from(task));
    entries.stream()
        .dropWhile(entry -> !entry.role().equals("user"))
        .forEach(entry -> messages.add(message(entry)));
    return messages;
  }

  /** The message of the model. */
  static ModelReply reply(AiMessage message) {
    List<ToolCall> calls = new ArrayList<>();
    for (ToolExecutionRequest call : message.toolExecutionRequests()) {
      calls.add(new ToolCall(text(call.id()), text(call.name()), text(call.arguments())));
    }
    return new ModelReply(text(message.text()), calls);
  }

  /** The user's message, which must not be blank. */
  static UserMessage user(String text) {
    return UserMessage.from(text.isBlank() ? "(an empty message)" : text);
  }

  private static ChatMessage message(Entry entry) {
    return switch (entry.role()) {
      case "user" -> user(entry.text());
      case "assistant" -> assistant(entry);
      case "tool" -> ToolExecutionResultMessage.from(entry.callId(), entry.tool(), entry.text());
      default -> throw new IllegalArgumentException("there is no role " + entry.role());
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

  /** Text that can be stored: Postgres rejects NUL. */
  private static String text(@Nullable String text) {
    return text == null ? "" : text.replace("\0", "");
  }
}
