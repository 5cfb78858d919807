package dev.stepwell.runtime.flows;

import dev.stepwell.CancelOn;
import dev.stepwell.Function;
import dev.stepwell.Steps;
import java.time.Duration;

/** Functions with conditions on their events. */
public class Reviews {
  /** The reviewer. */
  public enum Level {
    PEER,
    EXPERT
  }

  /** The author. */
  public record Author(String name, String country) {}

  @Function(
      id = "review",
      event = "reviews/wanted",
      condition = "event.data.pages >= 10 && event.data.author.country in ['IS', 'NO']")
  @CancelOn(
      event = "reviews/withdrawn",
      condition = "event.data.author.name == async.data.name && async.data.reason != 'test'"
          + " && event.data.level == 'PEER'")
  void review(Author author, int pages, Level level, Steps steps) {
    steps.sleep("read", Duration.ofDays(1));
  }

  @Function(id = "ask-newer", event = "reviews/newer.wanted")
  void ask(String key, Steps steps) {
    steps.send("ask", new ReviewsNewer(key));
  }

  @Function(id = "never", event = "reviews/newer")
  void never(String key) {}
}
