package dev.stepwell.polaris;

import dev.stepwell.polaris.GithubExport.Visibility;
import dev.stepwell.polaris.projects.Message;
import dev.stepwell.runtime.Stepwell;
import dev.stepwell.runtime.model.ErrorInfo;
import dev.stepwell.runtime.model.Run;
import dev.stepwell.runtime.model.RunStatus;
import dev.stepwell.runtime.model.Sent;
import dev.stepwell.runtime.model.StepRecord;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Polaris's jobs in a row: an import, a message that changes a file, a message that is cancelled, and an export. */
final class Demo {
  private static final Duration LONG = Duration.ofMinutes(15);

  private final Polaris polaris;
  private final Stepwell stepwell;
  private final DemoGithub github;
  private final Path home;
  private final PrintStream out;
  private final String name = "demo-" + UUID.randomUUID().toString().substring(0, 8);
  private final List<String> outcomes = new ArrayList<>();
  private boolean right = true;

  Demo(Polaris polaris, DemoGithub github, Path home, PrintStream out) {
    this.polaris = polaris;
    this.stepwell = polaris.stepwell();
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
    polaris.client().createProject(name, name);

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
        stepwell.send(new GithubImportRepo(github.login(), name, name, github.token())),
        RunStatus.COMPLETED);
  }

  private void sendMessages() throws IOException, InterruptedException {
    String conversation = name + "-conversation";
    polaris.client().createConversation(conversation, name);

    String first = name + "-message-1";
    finish(
        say(first, conversation, "Please add a line that thanks the contributors"),
        RunStatus.COMPLETED);
    out.println("  answer: " + answer(conversation, first));

    String second = name + "-message-2";
    Sent sent = say(second, conversation, "Please read everything slowly");
    awaitSteps(sent.runIds().get(0), "call-tool:1");
    stepwell.send(new MessageCancel(second));
    finish(sent, RunStatus.CANCELLED);
  }

  private Sent say(String id, String conversation, String text)
      throws IOException, InterruptedException {
    polaris.client().putMessage(new Message(id, conversation, "user", text, "completed"));
    return stepwell.send(new MessageSent(id, conversation, name, text));
  }

  private String answer(String conversation, String message)
      throws IOException, InterruptedException {
    return polaris.client().recentMessages(conversation, 10).stream()
        .filter(said -> said.id().equals(ProcessMessage.answerId(message)))
        .map(Message::content)
        .findFirst()
        .orElse("none");
  }

  /** Waits until a step of a run is stored. */
  private void awaitSteps(UUID run, String step) throws InterruptedException {
    while (stepwell.runs().steps(run).stream().noneMatch(stored -> stored.id().equals(step))
        && !stepwell.await(run, Duration.ofMillis(50)).status().isEnded()) {
      out.flush();
    }
  }

  private void export(boolean unchanged) throws IOException, InterruptedException {
    String target = name + "-export";
    finish(
        stepwell.send(new GithubExportRepo(name, target, Visibility.PRIVATE, github.token())),
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
    Run run = stepwell.await(sent.runIds().get(0), LONG);
    print(run);
    outcomes.add(run.functionId() + " " + run.status().word());
    right &= run.status() == expected;
  }

  private void print(Run run) {
    out.println();
    out.println(run.functionId() + "  run " + run.id());
    for (StepRecord step : stepwell.runs().steps(run.id())) {
      out.printf(
          "  %-28s %-10s %2d %-9s %6d ms%n",
          step.id(),
          step.status().word(),
          step.attempts(),
          step.attempts() == 1 ? "attempt" : "attempts",
          Duration.between(step.startedAt(), step.endedAt()).toMillis());
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
