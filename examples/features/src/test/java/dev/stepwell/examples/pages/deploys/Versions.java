package dev.stepwell.examples.pages.deploys;

import dev.stepwell.Function;
import dev.stepwell.Steps;

/** Two versions of a function. */
class Versions {
  @Function(id = "publish-site", version = 2, event = "sites/publish.requested")
  void publish(String siteId, boolean isDraft, Steps steps) {}

  @Function(id = "publish-site", event = "sites/publish.requested")
  void publishFirst(String siteId, boolean isDraft, Steps steps) {}
}
