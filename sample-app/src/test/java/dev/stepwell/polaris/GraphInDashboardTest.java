package dev.stepwell.polaris;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.stepwell.dev.DevStepwell;
import dev.stepwell.polaris.publishing.DurablePublishing;
import dev.stepwell.polaris.publishing.SiteApproved;
import dev.stepwell.polaris.publishing.SitesPublishProject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A function that is a graph of steps, in the dashboard in a real browser. */
@Tag("browser")
class GraphInDashboardTest {
  private static final Duration LONG = Duration.ofMinutes(2);

  private static Locator node(Page page, String state, String id) {
    return page.locator(".graph .flow .node." + state)
        .filter(new Locator.FilterOptions().setHasText(id));
  }

  @Test
  void aGraphShowsWhatComesAfterWhatAndHowFarItIs(@TempDir Path folder) throws Exception {
    try (DevStepwell dev = DevStepwell.startIn(folder, 0, new DurablePublishing());
        Dashboard dashboard = new Dashboard("http://127.0.0.1:" + dev.port())) {
      UUID run = dev.stepwell().send(new SitesPublishProject("p1")).runIds().get(0);
      Page page = dashboard.open("/runs/" + run);

      assertThat(node(page, "waiting", "wait-for-approval")).isVisible();
      assertThat(node(page, "completed", "upload")).isVisible();
      assertThat(node(page, "completed", "render")).containsText("each of read-pages");
      assertThat(node(page, "not-reached", "announce")).isVisible();
      assertThat(page.locator(".graph .flow li").last())
          .containsText("after upload, buy-domain, point");
      dashboard.examine("run-of-graph");

      dev.stepwell().send(new SiteApproved("p1", "ann.example"));

      assertThat(dev.stepwell().await(run, LONG).output()).isEqualTo("\"ann.example\"");
      assertThat(node(page, "completed", "announce")).isVisible();
      dashboard.open("/functions/publish-project");
      assertThat(page.locator(".graph .flow .node")).hasCount(8);
      assertThat(dashboard.takeComplaints()).isEmpty();
    }
  }
}
