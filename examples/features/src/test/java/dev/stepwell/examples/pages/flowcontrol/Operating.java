package dev.stepwell.examples.pages.flowcontrol;

import dev.stepwell.runtime.Stepwell;
import dev.stepwell.runtime.client.Limits;
import java.time.Duration;

/** How operators override a limit, drop what waits, and read what was changed. */
final class Operating {
  private Operating() {}

  static void override(Stepwell stepwell) {
    Limits limits = stepwell.limits().by("ada");
    limits.override("shared concurrency openai", 10, stepwell.now().plus(Duration.ofHours(1)));
    limits.drop("concurrency summarise by event.data.tenantId", "[\"acme\"]");
    limits.changes(50).forEach(System.out::println);
  }
}
