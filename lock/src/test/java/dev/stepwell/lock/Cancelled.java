package dev.stepwell.lock;

import java.nio.file.Path;

/** A project for tests that change what starts and cancels its runs. */
final class Cancelled {
  static final String FILE = "app/Review.java";

  private Cancelled() {}

  static LockProject in(Path folder) {
    return new LockProject(folder).with("app/Stopped.java", """
        package app;
        @dev.stepwell.Event("reviews/stopped")
        public record Stopped(String project, String author) {}
        """).with(FILE, """
        package app;
        import dev.stepwell.*;
        import java.time.Duration;
        public class Review {
          @Function(id = "review", event = "reviews/wanted", condition = "event.data.pages > 1")
          @CancelOn(event = "reviews/stopped", match = "project")
          @CancelOn(event = "reviews/withdrawn", condition = "event.data.pages < 100 && event.data.author == async.data.by && async.data.reason != 'test'")
          void review(String project, String author, int pages, Steps steps) {
            steps.sleep("rest", Duration.ofDays(1));
          }
          @Step void nothing() {}
        }
        """);
  }
}
