package dev.stepwell.testing.flows;

import dev.stepwell.Concurrency;
import dev.stepwell.Function;
import dev.stepwell.RetryAfterException;
import dev.stepwell.Step;
import dev.stepwell.Steps;
import dev.stepwell.Throttle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Functions whose steps call a provider that limits calls. */
public class Translations {
  private boolean busy;

  @Function(id = "translate", event = "texts/written")
  List<String> translate(String language, List<String> texts, Steps steps) {
    List<String> translated = new ArrayList<>();
    for (String text : texts) {
      translated.add(ask(text));
    }
    return translated;
  }

  @Function(id = "summarise", event = "texts/long")
  String summarise(String language, List<String> texts, Steps steps) {
    return String.join(",", steps.forEach(texts, this::shorten));
  }

  /** Lets the provider refuse the next call. */
  public void isBusy() {
    busy = true;
  }

  @Step
  @Throttle(limit = 2, period = "1m", scope = "provider", key = "language")
  String ask(String text) {
    if (busy) {
      busy = false;
      throw new RetryAfterException("busy", Duration.ofMinutes(10));
    }
    return text.toUpperCase(java.util.Locale.ROOT);
  }

  @Step
  @Concurrency(limit = 1, key = "language")
  String shorten(String text) {
    return text.substring(0, 1);
  }
}
