package dev.stepwell.polaris;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.stepwell.NonRetriableException;
import dev.stepwell.polaris.agent.ScriptedChatModel;
import java.time.Duration;

/** The scripted model, which fails if the message requests it. */
final class FailingModel implements ChatModel {
  private final ChatModel scripted = new ScriptedChatModel(Duration.ofMillis(50));

  @Override
  public ChatResponse doChat(ChatRequest request) {
    if (request.messages().toString().contains("fall over")) {
      throw new NonRetriableException("the model fell over: no capacity left");
    }
    return scripted.doChat(request);
  }
}
