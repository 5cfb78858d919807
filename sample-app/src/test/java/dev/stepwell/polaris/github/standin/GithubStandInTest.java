package dev.stepwell.polaris.github.standin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stepwell.polaris.github.GitFolder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The stand-in with a plain HTTP client: the parts of responses that Polaris's client does not read. */
class GithubStandInTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir
  Path folder;

  private final HttpClient http = HttpClient.newHttpClient();

  @AutoClose
  private GithubStandIn standIn;

  private GitFolder site;

  @BeforeEach
  void start() throws Exception {
    standIn = GithubStandIn.start(folder.resolve("root"), 0, Map.of("secret", "ada"));
    site = GitFolder.withOneFile(folder.resolve("site")).write("src/a.txt", "a").commit("Second");
    standIn.seed("ada", "site", site.path());
  }

  @Test
  void refusesInTheShapeOfGithub() throws Exception {
    assertThat(send("GET", "/repos/ada/none", "").toString())
        .isEqualTo(
            "{\"message\":\"Not Found\",\"documentation_url\":\"https://docs.github.com/rest\",\"status\":\"404\"}");
    assertThat(send("GET", "/no/such/path", "").path("status").asText()).isEqualTo("404");
    assertThat(send("POST", "/user/repos", "{\"name\":\"site\"}").toString())
        .contains(
            "\"message\":\"Repository creation failed.\"",
            "\"errors\":[{\"message\":\"name already exists on this account\"}]",
            "\"status\":\"422\"");
    assertThat(send("POST", "/user/repos", "not json").path("message").asText())
        .isEqualTo("Problems parsing JSON");
    assertThat(send("POST", "/user/repos", "{}").path("status").asText()).isEqualTo("422");
    assertThat(
            send("POST", "/user/repos", "{\"name\":\"../up\"}").path("status").asText())
        .isEqualTo("422");
  }

  @Test
  void letsNobodyInWithoutAToken() throws Exception {
    for (String path : new String[] {"/user", "/repos/ada/site", "/anything"}) {
      HttpResponse<String> answer = http.send(
          HttpRequest.newBuilder(standIn.endpoint().resolve(path)).build(),
          HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(401);
    }
  }

  @Test
  void readsRefsCommitsAndBranches() throws Exception {
    String head = site.sha("HEAD");
    assertThat(send("GET", "/repos/ada/site/git/ref/heads/main", "")
            .at("/object/sha")
            .asText())
        .isEqualTo(head);
    assertThat(
            send("GET", "/repos/ada/site/branches/main", "").at("/commit/sha").asText())
        .isEqualTo(head);
    assertThat(send("GET", "/repos/ada/site/commits/main", "")
            .at("/commit/message")
            .asText())
        .isEqualTo("Second");
    assertThat(send("GET", "/repos/ada/site/commits?per_page=1&page=2", "")
            .at("/0/sha")
            .asText())
        .isEqualTo(site.sha("HEAD~1"));
    assertThat(send("GET", "/repos/ada/site/commits/HEAD~1", "").path("status").asText())
        .isEqualTo("404");
    JsonNode commit = send("GET", "/repos/ada/site/git/commits/" + head, "");
    assertThat(commit.at("/tree/sha").asText()).isEqualTo(site.sha("HEAD^{tree}"));
    assertThat(commit.at("/parents/0/sha").asText()).isEqualTo(site.sha("HEAD~1"));
    assertThat(commit.at("/author/name").asText()).isEqualTo("Ada");
  }

  @Test
  void readsTreesByBranchCommitAndTree() throws Exception {
    for (String ref : new String[] {"main", site.sha("HEAD"), site.sha("HEAD^{tree}")}) {
      JsonNode flat = send("GET", "/repos/ada/site/git/trees/" + ref, "");
      assertThat(flat.path("tree").findValuesAsText("path")).containsExactly("README.md", "src");
      JsonNode all = send("GET", "/repos/ada/site/git/trees/" + ref + "?recursive=1", "");
      assertThat(all.path("tree").findValuesAsText("path"))
          .containsExactly("README.md", "src", "src/a.txt");
      assertThat(all.path("truncated").asBoolean(true)).isFalse();
    }
  }

  @Test
  void readsBlobsInBase64() throws Exception {
    JsonNode blob = send("GET", "/repos/ada/site/git/blobs/" + site.sha("HEAD:src/a.txt"), "");

    assertThat(blob.path("encoding").asText()).isEqualTo("base64");
    assertThat(blob.path("content").asText().strip()).isEqualTo("YQ==");
    assertThat(blob.path("size").asInt()).isEqualTo(1);
  }

  @Test
  void laysEntriesOverABaseTree() throws Exception {
    String body = """
        {"base_tree": "%s", "tree": [
          {"path": "src/b/c.txt", "mode": "100644", "type": "blob", "content": "c"},
          {"path": "README.md", "mode": "100644", "type": "blob", "sha": null},
          {"path": "copy", "mode": "040000", "type": "tree", "sha": "%s"}]}""".formatted(site.sha("HEAD^{tree}"), site.sha("HEAD:src"));

    String tree = send("POST", "/repos/ada/site/git/trees", body).path("sha").asText();

    site.git("rm", "--quiet", "README.md");
    site.write("src/b/c.txt", "c").write("copy/a.txt", "a").commit("The same by hand");
    assertThat(tree).isEqualTo(site.sha("HEAD^{tree}"));
  }

  @Test
  void replacesAFileByAFolder() throws Exception {
    String body = """
        {"base_tree": "%s", "tree": [{"path": "src/a.txt/b", "mode": "100644", "type": "blob", "content": "c"}]}""".formatted(site.sha("HEAD^{tree}"));

    String tree = send("POST", "/repos/ada/site/git/trees", body).path("sha").asText();

    assertThat(
            new GitFolder(standIn.folder("ada", "site")).git("ls-tree", "-r", "--name-only", tree))
        .isEqualTo("README.md\nsrc/a.txt/b");
  }

  @Test
  void refusesTreesThatGitWouldNotWant() throws Exception {
    String blob = site.sha("HEAD:README.md");
    String tree = site.sha("HEAD:src");
    for (String entry : new String[] {
      "'path':'/a','mode':'100644','type':'blob','sha':'%s'",
      "'path':'a//b','mode':'100644','type':'blob','sha':'%s'",
      "'path':'../a','mode':'100644','type':'blob','sha':'%s'",
      "'path':'.git/config','mode':'100644','type':'blob','sha':'%s'",
      "'path':'a','mode':'100600','type':'blob','sha':'%s'",
      "'path':'a','mode':'100644','type':'tree','sha':'%s'",
      "'path':'a','mode':'040000','type':'tree','sha':'%s'",
      "'path':'a','mode':'100644','type':'blob','sha':'" + tree + "'",
      "'path':'a','mode':'100644','type':'blob','sha':'main'",
      "'path':'a','mode':'100644','type':'blob'"
    }) {
      String body = ("{'tree':[{" + entry.formatted(blob) + "}]}").replace('\'', '"');
      assertThat(send("POST", "/repos/ada/site/git/trees", body).path("status").asText())
          .as(entry)
          .isEqualTo("422");
    }
  }

  @Test
  void makesRefsOnce() throws Exception {
    String body = "{\"ref\": \"refs/heads/next\", \"sha\": \"%s\"}".formatted(site.sha("HEAD"));

    assertThat(send("POST", "/repos/ada/site/git/refs", body).path("ref").asText())
        .isEqualTo("refs/heads/next");
    assertThat(send("POST", "/repos/ada/site/git/refs", body).path("message").asText())
        .isEqualTo("Reference already exists");
    assertThat(send("POST", "/repos/ada/site/git/refs", body.replace("refs/heads/", ""))
            .path("status")
            .asText())
        .isEqualTo("422");
    assertThat(send("PATCH", "/repos/ada/site/git/refs/heads/none", body)
            .path("message")
            .asText())
        .isEqualTo("Reference does not exist");
  }

  @Test
  void datesAndNamesACommitAsAsked() throws Exception {
    String body = """
        {"message": "By hand", "tree": "%s", "parents": [],
         "author": {"name": "Grace", "email": "grace@example.com", "date": "2001-02-03T04:05:06Z"}}""".formatted(site.sha("HEAD^{tree}"));

    JsonNode commit = send("POST", "/repos/ada/site/git/commits", body);

    assertThat(commit.at("/committer/name").asText()).isEqualTo("Grace");
    assertThat(commit.at("/author/date").asText()).isEqualTo("2001-02-03T04:05:06Z");
  }

  @Test
  void keepsItsRepositoriesOverARestart() throws Exception {
    send(
        "POST",
        "/user/repos",
        "{\"name\":\"kept\",\"private\":true,\"description\":\"d\",\"auto_init\":true}");
    standIn.close();

    standIn = GithubStandIn.start(folder.resolve("root"), 0, Map.of("secret", "ada"));

    JsonNode kept = send("GET", "/repos/ada/kept", "");
    assertThat(kept.path("private").asBoolean()).isTrue();
    assertThat(kept.path("description").asText()).isEqualTo("d");
    assertThat(
            send("GET", "/repos/ada/kept/branches/main", "").at("/commit/sha").asText())
        .hasSize(40);
  }

  @Test
  void failsAsOrderedAndNoLonger() throws Exception {
    standIn.failNext(2, 503, "/repos/ada");

    assertThat(send("GET", "/repos/ada/site", "").path("status").asText()).isEqualTo("503");
    assertThat(send("GET", "/user", "").path("login").asText()).isEqualTo("ada");
    assertThat(send("GET", "/repos/ada/site", "").path("status").asText()).isEqualTo("503");
    assertThat(send("GET", "/repos/ada/site", "").path("name").asText()).isEqualTo("site");
    standIn.failNext(9, 503, "/");
    standIn.mend();
    assertThat(send("GET", "/user", "").path("login").asText()).isEqualTo("ada");
  }

  private JsonNode send(String method, String path, String body) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(java.net.URI.create(standIn.endpoint() + path))
        .header("Authorization", "token secret")
        .method(
            method,
            body.isEmpty()
                ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.ofString(body))
        .build();
    return JSON.readTree(
        http.send(request, HttpResponse.BodyHandlers.ofString()).body());
  }
}
