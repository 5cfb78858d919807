package dev.stepwell.lock;

import java.nio.file.Path;

/** The project that tests change. */
final class Export {
  static final String FILE = "app/Export.java";

  private Export() {}

  static LockProject in(Path folder) {
    return new LockProject(folder)
        .with("app/Approved.java", """
            package app;
            @dev.stepwell.Event("github/approved")
            public record Approved(String project, String by) {}
            """)
        .with("app/Denied.java", """
            package app;
            @dev.stepwell.Event("github/denied")
            public record Denied(String project, String by) {}
            """)
        .with(FILE, """
            package app;
            import dev.stepwell.*;
            import java.time.Duration;
            import org.jspecify.annotations.Nullable;
            public class Export {
              public enum Kind { OPEN, CLOSED }
              public record Repo(String url, int stars) {}
              @Function(id = "export", event = "github/export.wanted")
              String export(String project, Kind kind, int files, Steps steps) {
                Repo repo = createRepo(project);
                steps.sleep("rest", Duration.ofDays(1));
                steps.waitForEvent("approval", ApprovedCatalog.where().project(project), Duration.ofDays(1));
                steps.run("tell", () -> {});
                int paid = steps.invoke("pay", Functions.PAY, new GithubPaymentWanted(project));
                return push(repo) + paid;
              }
              @Function(id = "pay", event = "github/payment.wanted")
              int pay(String project) {
                return charge();
              }
              @Function(id = "count", cron = "0 3 * * *")
              void count() {}
              @Step Repo createRepo(String project) { return new Repo(project, 1); }
              @Step String push(Repo repo) { return repo.url(); }
              @Step int charge() { return 1; }
              @OnFailure("export")
              void notExported(Failure failure) {}
            }
            """);
  }
}
