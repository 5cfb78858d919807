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
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A model that needs no network. It lists the files, reads one, appends the user's request and reports it; if no file
 * is suitable, it creates one. It depends only on the conversation. A message with the word "slowly" makes it list the
 * files repeatedly, with pauses.
 */
public final class ScriptedChatModel implements ChatModel {
  private static final int SLOW_ROUNDS = 25;
  private static final int TITLE_WORDS = 6;

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
    List<String> results = new ArrayList<>();
    for (ChatMessage message : messages) {
      if (message instanceof SystemMessage system && system.text().equals(Model.TITLE_TASK)) {
        return AiMessage.from(title(messages.get(messages.size() - 1)));
      } else if (message instanceof UserMessage user) {
        wish = user.singleText().strip();
        results.clear();
      } else if (message instanceof ToolExecutionResultMessage result) {
        results.add(result.text());
      }
    }
    return wish.toLowerCase(Locale.ROOT).contains("slowly")
        ? slowly(wish, results)
        : change(wish, results);
  }

  private static String title(ChatMessage message) {
    return Pattern.compile("\\s+")
        .splitAsStream(((UserMessage) message).singleText().strip())
        .limit(TITLE_WORDS)
        .collect(Collectors.joining(" "));
  }

  private AiMessage slowly(String wish, List<String> results) {
    try {
      Thread.sleep(pause.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the model was interrupted", e);
    }
    if (results.size() >= SLOW_ROUNDS) {
      return AiMessage.from("I looked " + results.size() + " times. You asked: " + wish);
    }
    Listing listing = new Listing(results.isEmpty() ? "" : results.get(0));
    return listing.chosen().isEmpty()
        ? call(results, "list-files", Map.of())
        : call(results, "read-files", Map.of("paths", List.of(listing.chosen())));
  }

  private AiMessage change(String wish, List<String> results) {
    if (results.isEmpty()) {
      return call(results, "list-files", Map.of());
    }
    String last = results.get(results.size() - 1);
    if (last.startsWith(Tools.ERROR)) {
      return AiMessage.from("I could not do it: " + last.substring(Tools.ERROR.length()));
    }
    Listing listing = new Listing(results.get(0));
    String path = listing.chosen();
    if (results.size() == 1) {
      return path.isEmpty()
          ? create(results, listing.unused(), wish)
          : call(results, "read-files", Map.of("paths", List.of(path)));
    }
    if (results.size() == 2 && !path.isEmpty()) {
      return update(results, listing, wish);
    }
    return last.startsWith("created ")
        ? AiMessage.from("I created " + listing.unused() + ", which says: " + wish)
        : AiMessage.from("I added your request to " + path + ": " + wish);
  }

  /** Appends to the file that was read if it was shown completely; otherwise does not change it. */
  private AiMessage update(List<String> results, Listing listing, String wish) {
    String head = "=== " + listing.chosen() + "\n";
    String shown = results.get(1);
    if (!shown.startsWith(head)) {
      return create(results, listing.unused(), wish);
    }
    String content = shown.substring(head.length());
    String gap = content.isEmpty() ? "" : content.endsWith("\n") ? "\n" : "\n\n";
    return call(
        results,
        "update-file",
        Map.of("path", listing.chosen(), "content", content + gap + note(wish)));
  }

  private AiMessage create(List<String> results, String path, String wish) {
    return call(
        results,
        "create-files",
        Map.of("files", List.of(Map.of("path", path, "content", note(wish)))));
  }

  private static String note(String wish) {
    return "> " + wish.replace("\n", "\n> ") + "\n";
  }

  private AiMessage call(List<String> results, String tool, Map<String, Object> arguments) {
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

  /** The result of list-files. */
  private record Listing(String text) {
    private static final Pattern PLAIN =
        Pattern.compile("file .*\\.(md|txt|java|js|ts|py|html|css|json|xml|yml|yaml)");

    /** The README, or else the first file that looks like text; empty if there is none. */
    String chosen() {
      List<String> paths = text.lines()
          .filter(line -> PLAIN.matcher(line).matches())
          .map(line -> line.substring("file ".length()))
          .toList();
      String first = paths.isEmpty() ? "" : paths.get(0);
      return paths.stream()
          .filter(path -> path.startsWith("README"))
          .findFirst()
          .orElse(first);
    }

    /** An unused path for notes. */
    String unused() {
      List<String> lines = text.lines().toList();
      String path = "NOTES.md";
      for (int i = 2; holds(lines, path); i++) {
        path = "NOTES-" + i + ".md";
      }
      return path;
    }

    private static boolean holds(List<String> lines, String path) {
      return lines.stream().anyMatch(line -> line.endsWith(" " + path));
    }
  }
}
