package dev.stepwell.polaris.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import dev.stepwell.NonRetriableException;
import dev.stepwell.RetryAfterException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Anthropic's model over real HTTP, with answers in the form of its messages API; and the choice of a model. */
class ModelTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final List<JsonNode> requests = new ArrayList<>();
  private final List<String> keys = new ArrayList<>();
  private HttpServer anthropic;
  private Model model;
  private volatile int status = 200;
  private volatile String answer = "";

  @BeforeEach
  void start() throws IOException {
    anthropic = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    anthropic.createContext("/v1/messages", exchange -> {
      keys.add(exchange.getRequestHeaders().getFirst("x-api-key"));
      requests.add(MAPPER.readTree(exchange.getRequestBody()));
      byte[] body = answer.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body);
      exchange.close();
    });
    anthropic.start();
    model = Model.fromEnvironment(Map.of(
        "ANTHROPIC_API_KEY", "a-key",
        "POLARIS_MODEL", "claude-of-tests",
        "ANTHROPIC_BASE_URL", "http://127.0.0.1:" + anthropic.getAddress().getPort() + "/"));
  }

  @AfterEach
  void stop() {
    anthropic.stop(0);
  }

  @Test
  void sendsTheTranscriptAndReadsToolCalls() {
    answerWith("""
        {"type": "text", "text": "Let me look."},
        {"type": "tool_use", "id": "t2", "name": "read-files", "input": {"paths": ["README.md"]}}
        """);
    ToolCall list = new ToolCall("t1", "list-files", "{}");

    ModelReply reply = model.next(List.of(
        Entry.assistant(new ModelReply("an answer whose question is too long ago", List.of())),
        Entry.user("earlier"),
        Entry.user(" "),
        Entry.assistant(new ModelReply("", List.of(list))),
        Entry.result(list, "file README.md")));

    assertThat(reply.text()).isEqualTo("Let me look.");
    assertThat(reply.calls()).singleElement().satisfies(call -> {
      assertThat(call.id()).isEqualTo("t2");
      assertThat(call.name()).isEqualTo("read-files");
      assertThat(MAPPER.readTree(call.arguments()))
          .isEqualTo(MAPPER.readTree("{\"paths\":[\"README.md\"]}"));
    });
    assertThat(keys).containsExactly("a-key");
    JsonNode request = requests.get(0);
    assertThat(request.path("model").asText()).isEqualTo("claude-of-tests");
    assertThat(request.path("system").toString()).contains("coding agent of Polaris");
    assertThat(request.path("tools")).hasSize(7);
    assertThat(request.path("tools").toString())
        .contains("\"create-files\"", "\"required\":[\"files\"]");
    assertThat(request.path("messages").path(0).path("role").asText()).isEqualTo("user");
    assertThat(request.path("messages").toString())
        .contains(
            "earlier",
            "(an empty message)",
            "\"tool_use\"",
            "\"t1\"",
            "\"tool_result\"",
            "file README.md")
        .doesNotContain("too long ago");
  }

  @Test
  void makesTitlesOnOneLine() {
    answerWith("{\"type\": \"text\", \"text\": \" Ebb\\nand flow \"}");
    assertThat(model.title("When does the tide turn?")).isEqualTo("Ebb and flow");
    answerWith("");
    assertThat(model.title("When does\nthe tide turn?")).isEqualTo("When does the tide turn?");
    assertThat(requests.get(0).path("tools")).isEmpty();
  }

  @Test
  void keepsNoNul() {
    answerWith("{\"type\": \"text\", \"text\": \"a\\u0000b\"}");
    assertThat(model.next(List.of(Entry.user("hi"))).text()).isEqualTo("ab");
  }

  @Test
  void triesInVainOnlyOnce() {
    for (int vain : new int[] {400, 401, 403, 404}) {
      failWith(vain, "invalid_request_error");
      assertThatThrownBy(() -> model.next(List.of(Entry.user("hi"))))
          .as("status " + vain)
          .isInstanceOf(NonRetriableException.class)
          .hasMessageContaining("the model refuses")
          .hasMessageNotContaining("a-key");
    }
    assertThat(requests).hasSize(4);
  }

  @Test
  void letsAStepTryAgain() {
    failWith(429, "rate_limit_error");
    assertThatThrownBy(() -> model.next(List.of(Entry.user("hi"))))
        .isInstanceOf(RetryAfterException.class);
    for (int passing : new int[] {500, 529}) {
      failWith(passing, "overloaded_error");
      assertThatThrownBy(() -> model.next(List.of(Entry.user("hi"))))
          .isNotInstanceOf(NonRetriableException.class)
          .isInstanceOf(RuntimeException.class);
    }
    assertThat(requests).hasSize(3);
  }

  @Test
  void speaksWithTheScriptedModelWithoutAKey() {
    for (Map<String, String> environment :
        List.<Map<String, String>>of(Map.of(), Map.of("ANTHROPIC_API_KEY", " "))) {
      assertThat(
              Model.fromEnvironment(environment).next(List.of(Entry.user("hi"))).calls())
          .extracting(ToolCall::name)
          .containsExactly("list-files");
    }
    assertThat(requests).isEmpty();
  }

  private void answerWith(String content) {
    status = 200;
    answer = """
        {"id": "msg_1", "type": "message", "role": "assistant", "model": "claude-of-tests",
         "content": [%s], "stop_reason": "end_turn", "stop_sequence": null,
         "usage": {"input_tokens": 1, "output_tokens": 1}}
        """.formatted(content);
  }

  private void failWith(int code, String type) {
    status = code;
    answer = "{\"type\": \"error\", \"error\": {\"type\": \"" + type + "\", \"message\": \"no\"}}";
  }
}
