package dev.stepwell.polaris;

import dev.stepwell.polaris.DemoRuns.Ended;
import dev.stepwell.polaris.DemoRuns.EndedStep;
import dev.stepwell.polaris.GithubExport.Visibility;
import dev.stepwell.polaris.api.PolarisClient;
import dev.stepwell.polaris.projects.Message;
import dev.stepwell.runtime.EventSender;
import dev.stepwell.runtime.model.ErrorInfo;
import dev.stepwell.runtime.model.RunStatus;
import dev.stepwell.runtime.model.Sent;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Polaris's jobs in a row: an import, a message that changes a file, a message that is cancelled, and an export. */
final class Demo {
  private final PolarisClient polaris;
  private final EventSender sender;
  private final DemoRuns runs;
  private final DemoGithub github;
  private final Path home;
  private final PrintStream out;
  private final String name = "demo-" + UUID.randomUUID().toString().substring(0, 8);
  private final List<String> outcomes = new ArrayList<>();
  private boolean right = true;

  Demo(Polaris polaris, DemoGithub github, Path home, PrintStream out) {
    this(
        polaris.client(),
        polaris.stepwell(),
        new PostgresDemoRuns(polaris.stepwell()),
        github,
        home,
        out);
  }

  Demo(
      PolarisClient polaris,
      EventSender sender,
      DemoRuns runs,
      DemoGithub github,
      Path home,
      PrintStream out) {
    this.polaris = polaris;
    this.sender = sender;
    this.runs = runs;
    this.github = github;
    this.home = home;
    this.out = out;
  }

  /** Runs the jobs and prints their results. Returns whether all results are correct. */
  boolean run(@Nullable Path repo, boolean unchanged) throws IOException, InterruptedException {
    Path source = repo != null
        ? repo.toAbsolutePath()
        : SampleRepository.create(home.resolve("sources").resolve(name));
    github.seed(name, source);
    out.println("repository " + source + " is " + github.location(name));
    polaris.createProject(name, name);

    importRepo();
    if (!unchanged && right) {
      sendMessages();
    }
    if (right) {
      export(unchanged);
    }
    outcomes.forEach(out::println);
    return right;
  }

  private void importRepo() throws InterruptedException {
    finish(
        sender.send(new GithubImportRepo(github.login(), name, name, github.token())),
        RunStatus.COMPLETED);
  }

  private void sendMessages() throws IOException, InterruptedException {
    String conversation = name + "-conversation";
    polaris.createConversation(conversation, name);

    String first = name + "-message-1";
    finish(
        say(first, conversation, "Please add a line that thanks the contributors"),
        RunStatus.COMPLETED);
    out.println("  answer: " + answer(conversation, first));

    String second = name + "-message-2";
    Sent sent = say(second, conversation, "Please read everything slowly");
    runs.awaitStep(sent, "call-tool:1");
    sender.send(new MessageCancel(second));
    finish(sent, RunStatus.CANCELLED);
  }

  private Sent say(String id, String conversation, String text)
      throws IOException, InterruptedException {
    polaris.putMessage(new Message(id, conversation, "user", text, "completed"));
    return sender.send(new MessageSent(id, conversation, name, text));
  }

  private String answer(String conversation, String message)
      throws IOException, InterruptedException {
    return polaris.recentMessages(conversation, 10).stream()
        .filter(said -> said.id().equals(ProcessMessage.answerId(message)))
        .map(Message::content)
        .findFirst()
        .orElse("none");
  }

  private void export(boolean unchanged) throws IOException, InterruptedException {
    String target = name + "-export";
    finish(
        sender.send(new GithubExportRepo(name, target, Visibility.PRIVATE, github.token())),
        RunStatus.COMPLETED);
    if (right) {
      String imported = github.tree(name);
      String exported = github.tree(target);
      out.println("  imported tree " + imported + ", exported tree " + exported);
      right = imported.equals(exported) == unchanged;
      outcomes.add("exported to " + github.location(target));
    }
  }

  private void finish(Sent sent, RunStatus expected) throws InterruptedException {
    Ended run = runs.await(sent);
    print(run);
    outcomes.add(run.functionId() + " " + run.status().word());
    right &= run.status() == expected;
  }

  private void print(Ended run) {
    out.println();
    out.println(run.functionId() + "  run " + run.id());
    for (EndedStep step : run.steps()) {
      out.printf(
          "  %-28s %-10s %2d %-9s %6d ms%n",
          step.id(),
          step.status(),
          step.attempts(),
          step.attempts() == 1 ? "attempt" : "attempts",
          step.millis());
    }
    ErrorInfo error = run.error();
    if (error != null) {
      out.println(
          "  error in step " + error.stepId() + ": " + error.type() + ": " + error.message());
    }
    String output = run.output();
    out.println("  " + run.status().word() + (output == null ? "" : ": " + shortened(output)));
  }

  private static String shortened(String text) {
    return text.length() <= 200 ? text : text.substring(0, 200) + " …";
  }
}
