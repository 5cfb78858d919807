package dev.stepwell.polaris.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.zaxxer.hikari.HikariDataSource;
import dev.stepwell.polaris.projects.ProjectFiles;
import dev.stepwell.polaris.projects.TestDatabase;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The internal API as raw HTTP: access, and the responses to invalid requests. */
class PolarisServerTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @AutoClose
  private static final TestPolaris polaris = new TestPolaris();

  @BeforeAll
  static void fill() throws Exception {
    polaris.client().createProject("p", "Tides");
    polaris.client().createConversation("c", "p");
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /internal/projects/p",
    "GET, /internal/projects/nobody",
    "DELETE, /internal/projects/p/files",
    "PUT, /internal/projects/p/file?path=a&kind=file",
    "GET, /internal/conversations/c/messages?limit=1",
    "GET, /internal/nothing",
    "GET, /"
  })
  void letsNobodyInWithoutTheKey(String method, String address) throws Exception {
    for (String key : Arrays.asList(
        null, "", "wrong", TestPolaris.KEY + "x", TestPolaris.KEY.toUpperCase(Locale.ROOT))) {
      assertProblem(
          send(polaris.base(), method, address, key, BodyPublishers.noBody()),
          401,
          "Unauthorized",
          "this API needs the header X-Internal-Key with the value of POLARIS_INTERNAL_KEY");
    }
  }

  @Test
  void refusesEverythingWhenItHasNoKey() throws Exception {
    for (String none : Arrays.asList(null, "", "  ")) {
      try (HikariDataSource database = TestDatabase.fresh();
          PolarisServer server = PolarisServer.start(database, 0, none)) {
        URI base = URI.create("http://127.0.0.1:" + server.port());
        for (String key : Arrays.asList(null, "", "null", none)) {
          assertThat(send(base, "GET", "/internal/projects/p", key, BodyPublishers.noBody()))
              .extracting(HttpResponse::statusCode)
              .isEqualTo(401);
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      nullValues = "-",
      value = {
        "GET    | /internal/nothing                      | -  | 404 | there is nothing at GET /internal/nothing",
        "POST   | /internal/projects/p                   | -  | 404 | there is nothing at POST /internal/projects/p",
        "GET    | /internal/projects/nobody              | -  | 404 | there is no project nobody",
        "GET    | /internal/projects/nobody/files        | -  | 404 | there is no project nobody",
        "GET    | /internal/projects/p/file?path=none    | -  | 404 | project p has no file 'none'",
        "GET    | /internal/conversations/nobody         | -  | 404 | there is no conversation nobody",
        "GET    | /internal/messages/nobody              | -  | 404 | there is no message nobody",
        "PATCH  | /internal/messages/nobody | {\"status\":\"failed\"} | 404 | there is no message nobody",
        "PUT    | /internal/projects/new                 | -  | 400 | the body must be a JSON object",
        "PUT    | /internal/projects/new                 | [] | 400 | the body must be a JSON object",
        "PUT    | /internal/projects/new                 | {} | 400 | the field 'name' is missing",
        "PUT    | /internal/projects/new  | {\"name\":null} | 400 | the field 'name' is missing",
        "PUT    | /internal/projects/new  | {\"name\":7}    | 400 | the field 'name' must be a string",
        "PUT    | /internal/projects/new  | {\"name\":\"a\\u0000b\"} | 400 | 'name' must be text without NUL characters and halves of surrogate pairs",
        "PUT    | /internal/projects/new  | {\"name\":\"a\\ud800b\"} | 400 | 'name' must be text without NUL characters and halves of surrogate pairs",
        "PUT    | /internal/projects/a%20b | {\"name\":\"x\"}  | 400 | 'a b' is no id: give one of 1 to 200 letters, digits and the characters . _ - : @ + ~",
        "PUT    | /internal/projects/p/import-status     | {} | 400 | the field 'status' is missing",
        "PUT    | /internal/projects/p/export-status | {\"status\":\"gone\"} | 400 | 'gone' is not an export status; there are idle, exporting, completed, failed, cancelled",
        "POST   | /internal/projects/p/folders           | {} | 400 | the field 'paths' must be a list of strings",
        "POST   | /internal/projects/p/folders | {\"paths\":[1]} | 400 | the field 'paths' must be a string",
        "PUT    | /internal/projects/p/file?kind=file    | x  | 400 | the query has no 'path'",
        "PUT    | /internal/projects/p/file?path=a       | x  | 400 | the query has no 'kind'",
        "PUT    | /internal/projects/p/file?path=a%00&kind=file | x | 400 | 'path' must be text without NUL characters and halves of surrogate pairs",
        "POST   | /internal/projects/p/rename | {\"from\":\"a\"} | 400 | the field 'to' is missing",
        "GET    | /internal/conversations/c/messages     | -  | 400 | the query has no 'limit'",
        "GET    | /internal/conversations/c/messages?limit=x | - | 400 | 'limit' must be a number, not 'x'",
        "GET    | /internal/conversations/c/messages?limit=-1 | - | 400 | ask for 1 to 1000 messages, not for -1",
        "PUT    | /internal/messages/m | {\"conversationId\":\"c\"} | 400 | the field 'role' is missing",
        "PATCH  | /internal/messages/m                   | {} | 400 | give a 'content' or a 'status', or both"
      })
  void saysWhatIsWrong(
      String method, String address, @Nullable String body, int status, String detail)
      throws Exception {
    HttpResponse<String> response = send(
        polaris.base(),
        method,
        address,
        TestPolaris.KEY,
        body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    assertProblem(response, status, status == 404 ? "Not Found" : "Bad Request", detail);
  }

  @Test
  void refusesBrokenJson() throws Exception {
    HttpResponse<String> response = send(
        polaris.base(),
        "PUT",
        "/internal/projects/new",
        TestPolaris.KEY,
        BodyPublishers.ofString("{\"name\":"));
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).contains("the body is not JSON: ");
  }

  @Test
  void refusesTooMuch() throws Exception {
    byte[] content = new byte[ProjectFiles.LARGEST_CONTENT + 1];
    for (BodyPublisher body : List.of(
        BodyPublishers.ofByteArray(content),
        BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(content)))) {
      HttpResponse<String> response = send(
          polaris.base(),
          "PUT",
          "/internal/projects/p/file?path=large&kind=file",
          TestPolaris.KEY,
          body);
      assertProblem(response, 413, "Content Too Large", "a request may have 104857600 bytes");
    }
  }

  private static HttpResponse<String> send(
      URI base, String method, String address, @Nullable String key, BodyPublisher body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(base.resolve(address)).method(method, body);
    if (key != null) {
      request.header("X-Internal-Key", key);
    }
    return HTTP.send(request.build(), BodyHandlers.ofString());
  }

  private static void assertProblem(
      HttpResponse<String> response, int status, String title, String detail) throws IOException {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type"))
        .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
    JsonNode problem = MAPPER.readTree(response.body());
    assertThat(problem.path("type").asText()).isEqualTo("about:blank");
    assertThat(problem.path("title").asText()).isEqualTo(title);
    assertThat(problem.path("status").asInt()).isEqualTo(status);
    assertThat(problem.path("detail").asText()).isEqualTo(detail);
  }
}
