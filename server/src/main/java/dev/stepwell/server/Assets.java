package dev.stepwell.server;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The dashboard as a browser loads it: one page, the modules of {@code dashboard/}, and Lit from its WebJars. The page is the same at
 * every address of the dashboard; what it shows it asks the API.
 */
final class Assets {
  private static final String OWN = "/dev/stepwell/server/dashboard/";
  private static final String WEBJARS = "/META-INF/resources/webjars/";

  /** The addresses at which the page is found. */
  private static final List<String> PAGES = List.of(
      "/",
      "/runs",
      "/runs/{id}",
      "/functions",
      "/functions/<id>",
      "/events",
      "/events/<id>",
      "/errors");

  /** Where the modules of a WebJar are, by the name under which they are imported. */
  private static final Map<String, String> PACKAGES = Map.of(
      "lit", "lit",
      "lit-html", "lit-html",
      "lit-element", "lit-element",
      "reactive-element", "lit__reactive-element");

  private static final Map<String, String> TYPES = Map.of(
      "js", "text/javascript; charset=utf-8",
      "css", "text/css; charset=utf-8",
      "svg", "image/svg+xml",
      "html", "text/html; charset=utf-8");

  private final Map<String, Asset> assets = new ConcurrentHashMap<>();
  private final String page = new String(load(OWN + "index.html"), StandardCharsets.UTF_8);
  private final String policy = SecurityHeaders.csp(importMapHash(page));

  /** A file, and what tells it from an earlier one. */
  private static final class Asset {
    final byte[] content;
    final String type;
    final String tag;

    Asset(byte[] content, String type) {
      this.content = content;
      this.type = type;
      this.tag = '"' + HexFormat.of().formatHex(digest(content), 0, 16) + '"';
    }
  }

  void addTo(RoutesConfig routes) {
    PAGES.forEach(path -> routes.get(path, this::page, Allowed.ANYONE));
    routes.get("/assets/<path>", this::asset, Allowed.ANYONE);
  }

  /** The page, told where it is mounted: all its addresses are relative to that. */
  private void page(Context request) {
    request.contentType("text/html; charset=utf-8");
    request.header("Cache-Control", "no-cache");
    request.header("Content-Security-Policy", policy);
    request.result(page.replace("<base href=\"/\">", "<base href=\"" + base(request) + "\">"));
  }

  private static String base(Context request) {
    return request.contextPath() + "/";
  }

  private void asset(Context request) {
    String path = request.pathParam("path");
    Asset asset = path.matches("[\\w./-]+") && !path.contains("..") ? find(path) : null;
    if (asset == null) {
      throw Problems.missing("there is nothing at " + request.path());
    }
    request.header("ETag", asset.tag);
    request.header("Cache-Control", "no-cache");
    if (asset.tag.equals(request.header("If-None-Match"))) {
      request.status(304);
    } else {
      request.contentType(asset.type).result(asset.content);
    }
  }

  private @Nullable Asset find(String path) {
    Asset known = assets.get(path);
    String type = TYPES.get(path.substring(path.lastIndexOf('.') + 1));
    String resource = resource(path);
    if (known != null
        || type == null
        || resource == null
        || Assets.class.getResource(resource) == null) {
      return known;
    }
    Asset asset = new Asset(load(resource), type);
    assets.put(path, asset);
    return asset;
  }

  private static @Nullable String resource(String path) {
    String[] parts = path.split("/", 3);
    if (parts.length < 3 || !parts[0].equals("webjars")) {
      return OWN + path;
    }
    String artifact = PACKAGES.get(parts[1]);
    return artifact == null ? null : WEBJARS + artifact + "/" + version(artifact) + "/" + parts[2];
  }

  private static String version(String artifact) {
    String name = "/META-INF/maven/org.webjars.npm/" + artifact + "/pom.properties";
    try (InputStream properties = Assets.class.getResourceAsStream(name)) {
      Properties read = new Properties();
      read.load(Objects.requireNonNull(properties, name));
      return read.getProperty("version");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + name, e);
    }
  }

  private static byte[] load(String resource) {
    try (InputStream stream = Assets.class.getResourceAsStream(resource)) {
      return Objects.requireNonNull(stream, resource).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + resource, e);
    }
  }

  /** The hash of the page's import map, as content security policies write it. */
  private static String importMapHash(String page) {
    int from = page.indexOf("<script type=\"importmap\">") + "<script type=\"importmap\">".length();
    String map = page.substring(from, page.indexOf("</script>", from));
    return "sha256-"
        + Base64.getEncoder().encodeToString(digest(map.getBytes(StandardCharsets.UTF_8)));
  }

  private static byte[] digest(byte[] content) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(content);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
