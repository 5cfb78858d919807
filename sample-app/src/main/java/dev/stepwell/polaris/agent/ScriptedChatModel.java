package dev.stepwell.polaris.agent;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A model that needs no network: it lists the files, reads one, adds the user's request to it, and says so. It decides by the
 * conversation that it is given and nothing else. A message with the word "slowly" makes it look at the files again and again,
 * with a pause each time.
 */
public final class ScriptedChatModel implements ChatModel {
  private static final int SLOW_ROUNDS = 25;
  private static final int LONGEST_TITLE = 6;

  private final ObjectMapper mapper = new ObjectMapper();
  private final Duration pause;

  /** A model that pauses for this long before each reply to a message with the word "slowly". */
  public ScriptedChatModel(Duration pause) {
    this.pause = pause;
  }

  @Override
  public ChatResponse doChat(ChatRequest request) {
    return ChatResponse.builder().aiMessage(reply(request.messages())).build();
  }

  private AiMessage reply(List<ChatMessage> messages) {
    String wish = "";
    List<ToolExecutionResultMessage> results = new ArrayList<>();
    for (ChatMessage message : messages) {
      if (message instanceof SystemMessage system && system.text().equals(Model.TITLE_TASK)) {
        return AiMessage.from(title(messages));
      } else if (message instanceof UserMessage user) {
        wish = user.singleText();
        results.clear();
      } else if (message instanceof ToolExecutionResultMessage result) {
        results.add(result);
      }
    }
    return wish.contains("slowly") ? slowly(wish, results) : change(wish, results);
  }

  private static String title(List<ChatMessage> messages) {
    String wish = ((UserMessage) messages.get(messages.size() - 1)).singleText();
    return Pattern.compile("\\s+")
        .splitAsStream(wish.strip())
        .limit(LONGEST_TITLE)
        .collect(Collectors.joining(" "));
  }

  private AiMessage slowly(String wish, List<ToolExecutionResultMessage> results) {
    try {
      Thread.sleep(pause.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the model was interrupted", e);
    }
    return results.size() < SLOW_ROUNDS
        ? call(results, "list-files", Map.of())
        : AiMessage.from("I looked " + results.size() + " times. You asked: " + wish);
  }

  private AiMessage change(String wish, List<ToolExecutionResultMessage> results) {
    if (results.isEmpty()) {
      return call(results, "list-files", Map.of());
    }
    String path = chosen(results.get(0).text());
    return switch (results.size()) {
      case 1 ->
        path.isEmpty()
            ? call(
                results,
                "create-files",
                Map.of("files", List.of(Map.of("path", "NOTES.md", "content", note(wish)))))
            : call(results, "read-files", Map.of("paths", List.of(path)));
      case 2 ->
        path.isEmpty()
            ? AiMessage.from("I created NOTES.md, which says: " + wish)
            : call(
                results,
                "update-file",
                Map.of("path", path, "content", content(results.get(1).text()) + note(wish)));
      default -> AiMessage.from("I added your request to " + path + ": " + wish);
    };
  }

  private static String note(String wish) {
    return "\n> " + wish.strip().replace("\n", "\n> ") + "\n";
  }

  /** The README in a list of files, else the first file that looks like text; empty if there is none. */
  private static String chosen(String list) {
    String first = "";
    for (String line : list.lines().toList()) {
      boolean text = line.matches("file .*\\.(md|txt|java|js|ts|py|html|css|json|xml|yml|yaml)");
      String path = line.replaceFirst("^file ", "");
      if (text && path.startsWith("README")) {
        return path;
      }
      first = text && first.isEmpty() ? path : first;
    }
    return first;
  }

  private static String content(String result) {
    return result.substring(result.indexOf('\n') + 1);
  }

  private AiMessage call(
      List<ToolExecutionResultMessage> results, String tool, Map<String, Object> arguments) {
    try {
      return AiMessage.from(ToolExecutionRequest.builder()
          .id("call-" + results.size())
          .name(tool)
          .arguments(mapper.writeValueAsString(new TreeMap<>(arguments)))
          .build());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the arguments of a tool call cannot be written", e);
    }
  }
}
