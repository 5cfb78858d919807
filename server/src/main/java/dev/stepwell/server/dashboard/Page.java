package dev.stepwell.server.dashboard;

import dev.stepwell.server.http.Allowed;
import dev.stepwell.server.http.Exchange;
import dev.stepwell.server.http.Routes;
import dev.stepwell.server.http.SecurityHeaders;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The one page of the dashboard, which is the same at every address; what it shows it asks the API. */
public final class Page {
  private static final String HTML = "text/html; charset=utf-8";

  /** The addresses at which the page is found. */
  private static final List<String> PAGES = List.of(
      "/",
      "/runs",
      "/runs/{id}",
      "/functions",
      "/limits",
      "/functions/<id>",
      "/events",
      "/event",
      "/events/<id>",
      "/errors");

  /** The modules are requested after what the first paint needs: a browser has six connections. */
  private static final String FIRST_MODULE = "<script type=\"module\"";

  private final String text;
  private final String policy;

  /** The page, which names the modules among these assets that a browser needs. */
  public Page(Assets assets) {
    Asset index = Objects.requireNonNull(Asset.find(Asset.OWN + "index.html", HTML));
    String page = new String(index.content, StandardCharsets.UTF_8);
    String modules = new ModuleGraph(page, assets::find)
        .from("app.js").stream()
            .map(path -> "<link rel=\"modulepreload\" href=\"assets/" + path + "\">\n")
            .collect(Collectors.joining());
    this.text = page.replaceFirst(
        Pattern.quote(FIRST_MODULE), Matcher.quoteReplacement(modules + FIRST_MODULE));
    this.policy = SecurityHeaders.csp(importMapHash(page));
  }

  /** Adds its routes. */
  public void addTo(Routes routes) {
    PAGES.forEach(path -> routes.get(path, this::show, Allowed.ANYONE));
  }

  /** The page, told where it is mounted: all its addresses are relative to that. */
  private void show(Exchange request) {
    request.contentType(HTML);
    request.header("Cache-Control", "no-cache");
    request.header("Content-Security-Policy", policy);
    request.result(text.replace("<base href=\"/\">", "<base href=\"" + base(request) + "\">"));
  }

  private static String base(Exchange request) {
    return request.contextPath() + "/";
  }

  /** The hash of the page's import map, as content security policies write it. */
  private static String importMapHash(String text) {
    int from = text.indexOf("<script type=\"importmap\">") + "<script type=\"importmap\">".length();
    String map = text.substring(from, text.indexOf("</script>", from));
    return "sha256-"
        + Base64.getEncoder().encodeToString(Asset.digest(map.getBytes(StandardCharsets.UTF_8)));
  }
}
