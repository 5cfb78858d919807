package dev.stepwell.polaris.publishing;

import dev.stepwell.Function;
import dev.stepwell.Step;
import dev.stepwell.WaitFor;
import java.util.List;
import java.util.Optional;

/** A project becomes a site, as a graph of steps. */
@Function(id = "publish-project", event = "sites/publish.project")
public class Publishing {
  /** A page of the site. */
  public record Page(String name) {}

  /** A page as HTML. */
  public record Html(String text) {}

  /** The address of the site. */
  public record Host(String name) {}

  /** The title of the site. */
  public record Domain(String name) {}

  /** The published site. */
  public record Preview(String url) {}

  @Step
  List<Page> readPages(String projectId) {
    return List.of(new Page(projectId + "/index"), new Page(projectId + "/about"));
  }

  @Step
  Html render(Page page) {
    return new Html("<h1>" + page.name() + "</h1>");
  }

  @Step
  Host findHost(String projectId) {
    return new Host("host-of-" + projectId);
  }

  @Step
  Preview upload(List<Html> pages, Host host) {
    return new Preview("https://" + host.name() + "/" + pages.size());
  }

  @Step
  Domain buyDomain(
      @WaitFor(event = "sites/site.approved", match = "projectId", timeout = "7d")
          SiteApproved approval) {
    return new Domain(approval.domain());
  }

  @Step(after = "upload")
  void point(Domain domain, Host host) {}

  @Step(after = {"point", "upload"})
  String announce(Preview preview, Optional<Domain> domain) {
    return domain.map(Domain::name).orElse(preview.url());
  }
}
