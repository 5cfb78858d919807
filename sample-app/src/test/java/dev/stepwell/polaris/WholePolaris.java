package dev.stepwell.polaris;

import dev.langchain4j.model.chat.ChatModel;
import dev.stepwell.dev.DevDatabase;
import dev.stepwell.polaris.agent.Model;
import dev.stepwell.polaris.github.standin.GithubStandIn;
import dev.stepwell.polaris.projects.Message;
import dev.stepwell.runtime.model.Sent;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;

/** Polaris with its real parts, in a folder: a Postgres, git repositories, HTTP. */
final class WholePolaris implements AutoCloseable {
  private final Path folder;
  private final GithubStandIn github;
  private final DevDatabase database;
  private final Polaris polaris;

  WholePolaris(Path folder, ChatModel model) throws Exception {
    this.folder = folder;
    github = GithubStandIn.start(folder.resolve("github"), 0, Map.of(Main.TOKEN, Main.LOGIN));
    database = DevDatabase.open(folder.resolve("postgres"));
    polaris = Polaris.start(
        database, new Polaris.Settings(github.endpoint(), 0, "the-internal-key", new Model(model)));
  }

  GithubStandIn github() {
    return github;
  }

  Polaris polaris() {
    return polaris;
  }

  /** A new project without files. */
  String project() throws Exception {
    String id = "project-" + UUID.randomUUID();
    polaris.client().createProject(id, id);
    return id;
  }

  /** A new repository of this name, with the files of the sample. */
  void seed(String repo) throws Exception {
    github.seed(Main.LOGIN, repo, SampleRepository.create(folder.resolve(repo)));
  }

  /** A new conversation about a project. */
  String conversation(String project) throws Exception {
    String id = "conversation-" + UUID.randomUUID();
    polaris.client().createConversation(id, project);
    return id;
  }

  /** Sends this message in a conversation. */
  Sent say(String project, String conversation, String text) throws Exception {
    String id = "message-" + UUID.randomUUID();
    polaris.client().putMessage(new Message(id, conversation, "user", text, "completed"));
    return polaris.stepwell().send(new MessageSent(id, conversation, project, text));
  }

  @Override
  public void close() {
    polaris.close();
    database.close();
    github.close();
  }
}
