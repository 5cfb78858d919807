package dev.stepwell.examples.pages.running;

import dev.stepwell.Function;
import dev.stepwell.Step;
import dev.stepwell.runtime.Stepwell;
import java.time.Duration;
import java.util.UUID;

/** What an application does with runs. */
class Running {
  @Function(id = "index-site", event = "sites/index.requested")
  void index(String siteId) {
    crawl(siteId);
  }

  @Step
  void crawl(String siteId) {}

  static void all(Stepwell stepwell, UUID run) throws InterruptedException {
    stepwell.await(run, Duration.ofMinutes(1)); // waits until the run ends
    stepwell.runs().reasons(run); // why the run does not move
    stepwell.cancel(run);
    stepwell.cancel(Functions.INDEX_SITE, SitesIndexRequested.where().siteId("s1"));

    stepwell.rerun(run); // repeats the whole run
    stepwell.rerun(run, "crawl"); // repeats it from this step on

    stepwell.pause("index-site");
    stepwell.resume("index-site");
    stepwell.retire("index-site");
  }
}
