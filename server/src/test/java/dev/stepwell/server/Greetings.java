package dev.stepwell.server;

import dev.stepwell.CancelOn;
import dev.stepwell.Function;
import dev.stepwell.NonRetriableException;
import dev.stepwell.RetryAfterException;
import dev.stepwell.Steps;
import java.time.Duration;

/** A function that receives events. */
public class Greetings {
  @Function(id = "greet", event = "tests/greeting.wanted")
  @CancelOn(event = "tests/greeting.unwanted", match = "name")
  String greet(String name, int seconds, Steps steps) {
    steps.run("think", () -> {});
    steps.sleep("wait", Duration.ofSeconds(seconds));
    return "Hello, " + name;
  }

  @Function(id = "fetch", event = "tests/fetch.wanted", condition = "event.data.url != 'never'")
  @CancelOn(event = "tests/fetch.unwanted", condition = "event.data.url == async.data.url")
  Fetched fetch(String url, String githubToken, Steps steps) {
    return steps.run("get", Fetched.class, () -> {
      if (url.equals("busy")) {
        throw new RetryAfterException(
            "the line of " + githubToken + " is busy", Duration.ofHours(1));
      } else if (steps.attempt() == 1) {
        throw new RetryAfterException("the line is busy", Duration.ZERO);
      } else if (url.isEmpty()) {
        throw new NonRetriableException("there is no address");
      } else if (url.equals("leak")) {
        throw new NonRetriableException("401 for https://" + githubToken + "@example.org");
      }
      return new Fetched(url, "session of " + githubToken);
    });
  }

  /** The fetched value. */
  public record Fetched(String url, String sessionToken) {}
}
