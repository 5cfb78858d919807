package dev.stepwell.polaris;

import dev.stepwell.CancelOn;
import dev.stepwell.Failure;
import dev.stepwell.Function;
import dev.stepwell.OnFailure;
import dev.stepwell.Step;
import dev.stepwell.Steps;
import dev.stepwell.polaris.agent.Entry;
import dev.stepwell.polaris.agent.Model;
import dev.stepwell.polaris.agent.ModelReply;
import dev.stepwell.polaris.agent.ToolCall;
import dev.stepwell.polaris.agent.Tools;
import dev.stepwell.polaris.api.PolarisClient;
import dev.stepwell.polaris.projects.Conversation;
import dev.stepwell.polaris.projects.Message;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Answers a user's message with an AI agent. Each model call and each tool call is a durable step. */
public class ProcessMessage {
  private static final int MAX_ROUNDS = 40;
  private static final int RECENT = 20;

  private final PolarisClient polaris;
  private final Model model;
  private final Tools tools;

  /** Uses this model and the internal API. */
  public ProcessMessage(PolarisClient polaris, Model model) {
    this.polaris = polaris;
    this.model = model;
    this.tools = new Tools(polaris);
  }

  /**
   * The agent's input.
   *
   * @param conversation the conversation
   * @param recent its latest messages, newest last, without the message to answer
   */
  public record Loaded(Conversation conversation, List<Message> recent) {}

  @Function(id = "process-message", event = "message/sent")
  @CancelOn(event = "message/cancel", match = "messageId")
  String process(
      String messageId, String conversationId, String projectId, String message, Steps steps)
      throws IOException, InterruptedException {
    steps.sleep("wait-for-database", Duration.ofSeconds(1));
    Loaded loaded = loadConversation(conversationId, messageId);
    if (loaded.conversation().title() == null) {
      setTitle(conversationId, makeTitle(message));
    }
    String answer = answer(projectId, transcript(loaded, message));
    writeAnswer(messageId, conversationId, answer, "completed");
    return answer;
  }

  private static List<Entry> transcript(Loaded loaded, String message) {
    List<Entry> transcript = new ArrayList<>();
    for (Message earlier : loaded.recent()) {
      transcript.add(
          earlier.role().equals("user")
              ? Entry.user(earlier.content())
              : Entry.assistant(new ModelReply(earlier.content(), List.of())));
    }
    transcript.add(Entry.user(message));
    return transcript;
  }

  private String answer(String projectId, List<Entry> transcript)
      throws IOException, InterruptedException {
    for (int round = 0; round < MAX_ROUNDS; round++) {
      ModelReply reply = callModel(List.copyOf(transcript));
      if (reply.calls().isEmpty()) {
        return reply.text();
      }
      transcript.add(Entry.assistant(reply));
      for (ToolCall call : reply.calls()) {
        transcript.add(Entry.result(call, callTool(projectId, call)));
      }
    }
    return "I stopped after " + MAX_ROUNDS + " rounds; ask me to continue if needed.";
  }

  @Step
  Loaded loadConversation(String conversationId, String messageId)
      throws IOException, InterruptedException {
    List<Message> recent = polaris.recentMessages(conversationId, RECENT).stream()
        .filter(message -> message.status().equals("completed")
            && !message.id().equals(messageId)
            && !message.id().equals(answerId(messageId))
            && !message.content().isBlank())
        .toList();
    return new Loaded(polaris.findConversation(conversationId), recent);
  }

  @Step
  String makeTitle(String message) {
    return model.title(message);
  }

  @Step
  void setTitle(String conversationId, String title) throws IOException, InterruptedException {
    polaris.title(conversationId, title);
  }

  @Step
  ModelReply callModel(List<Entry> transcript) {
    return model.next(transcript);
  }

  @Step
  String callTool(String projectId, ToolCall call) throws IOException, InterruptedException {
    return tools.call(projectId, call);
  }

  @Step
  void writeAnswer(String messageId, String conversationId, String text, String status)
      throws IOException, InterruptedException {
    polaris.putMessage(new Message(answerId(messageId), conversationId, "assistant", text, status));
  }

  /** The id of the message that answers this one. */
  static String answerId(String messageId) {
    return messageId + "-answer";
  }

  @OnFailure("process-message")
  void apologise(String messageId, String conversationId, Failure failure)
      throws IOException, InterruptedException {
    writeAnswer(
        messageId,
        conversationId,
        "I am sorry, something went wrong while I worked on this. Please try again.",
        "failed");
  }
}
