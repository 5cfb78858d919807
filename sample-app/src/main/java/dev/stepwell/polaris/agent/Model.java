package dev.stepwell.polaris.agent;

import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.model.anthropic.AnthropicChatModel;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.stepwell.NonRetriableException;
import dev.stepwell.RetryAfterException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The agent's language model. A permanent error (a wrong key, an unknown model) is a {@link NonRetriableException}. It
 * does not retry by itself.
 */
public final class Model {
  static final String TITLE_TASK =
      "Give the conversation that starts with the user's message a title of at most six words."
          + " Answer with the title alone.";
  private static final String TASK =
      "You are the coding agent of Polaris. You change the files of the user's project with"
          + " the tools that you have, and then say briefly what you did.";
  private static final String DEFAULT_MODEL = "claude-sonnet-4-5";
  private static final Duration ANSWERING = Duration.ofMinutes(5);
  private static final Duration SLOWER = Duration.ofSeconds(20);
  private static final int LONGEST_TITLE = 80;

  private final ChatModel model;

  /** Uses this model. */
  public Model(ChatModel model) {
    this.model = model;
  }

  /**
   * The model that the environment selects: Anthropic's if {@code ANTHROPIC_API_KEY} is set, with {@code POLARIS_MODEL}
   * for the model and {@code ANTHROPIC_BASE_URL} for another endpoint; otherwise the scripted one, which needs no
   * network.
   */
  public static Model fromEnvironment(Map<String, String> environment) {
    String key = setting(environment, "ANTHROPIC_API_KEY", "");
    if (key.isEmpty()) {
      return new Model(new ScriptedChatModel(Duration.ofMillis(300)));
    }
    String base = setting(environment, "ANTHROPIC_BASE_URL", "https://api.anthropic.com");
    return new Model(AnthropicChatModel.builder()
        .baseUrl(base.replaceFirst("/+$", "") + "/v1/")
        .apiKey(key)
        .modelName(setting(environment, "POLARIS_MODEL", DEFAULT_MODEL))
        .maxTokens(8_192)
        .maxRetries(0)
        .timeout(ANSWERING)
        .build());
  }

  private static String setting(Map<String, String> environment, String name, String defaultValue) {
    String value = environment.getOrDefault(name, "").strip();
    return value.isEmpty() ? defaultValue : value;
  }

  /** The model's reply to this transcript, with these tools. */
  public ModelReply next(List<Entry> transcript) {
    return chat(ChatRequest.builder()
        .messages(Transcript.messages(TASK, transcript))
        .toolSpecifications(ToolSpecifications.ALL)
        .build());
  }

  /** A short title for a conversation that starts with this message. */
  public String title(String message) {
    ModelReply reply = chat(ChatRequest.builder()
        .messages(SystemMessage.from(TITLE_TASK), Transcript.user(message))
        .build());
    String title = shortened(reply.text());
    String fallback = title.isEmpty() ? shortened(message) : title;
    return fallback.isEmpty() ? "New conversation" : fallback;
  }

  private ModelReply chat(ChatRequest request) {
    try {
      return Transcript.reply(model.chat(request).aiMessage());
    } catch (RateLimitException e) {
      throw new RetryAfterException("the model has no room for more: " + e.getMessage(), SLOWER, e);
    } catch (dev.langchain4j.exception.NonRetriableException e) {
      throw new NonRetriableException("the model refuses: " + e.getMessage(), e);
    }
  }

  /** The text on one line, shortened at a word boundary if possible. */
  private static String shortened(String text) {
    String line =
        Pattern.compile("\\s+").splitAsStream(text.strip()).collect(Collectors.joining(" "));
    if (line.length() <= LONGEST_TITLE) {
      return line;
    }
    int blank = line.lastIndexOf(' ', LONGEST_TITLE - 1);
    int end =
        blank > 0 ? blank : line.offsetByCodePoints(0, line.codePointCount(0, LONGEST_TITLE - 1));
    return line.substring(0, end) + "…";
  }
}
