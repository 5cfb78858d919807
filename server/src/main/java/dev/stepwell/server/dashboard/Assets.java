package dev.stepwell.server.dashboard;

import dev.stepwell.server.http.Allowed;
import dev.stepwell.server.http.Exchange;
import dev.stepwell.server.http.Problem;
import dev.stepwell.server.http.Routes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** {@code /assets}: the modules of the dashboard, and Lit from its WebJars. */
public final class Assets {
  private static final String WEBJARS = "/META-INF/resources/webjars/";

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

  /** Adds their route. */
  public void addTo(Routes routes) {
    routes.get("/assets/<path>", this::asset, Allowed.ANYONE);
  }

  private void asset(Exchange request) {
    String path = request.pathParam("path");
    Asset asset = path.matches("[\\w./-]+") && !path.contains("..") ? find(path) : null;
    if (asset == null) {
      throw Problem.missing("there is nothing at " + request.path());
    }
    request.header("ETag", asset.tag);
    request.header("Cache-Control", "no-cache");
    if (asset.tag.equals(request.header("If-None-Match"))) {
      request.status(304);
    } else {
      request.contentType(asset.type).result(asset.content);
    }
  }

  /** The asset of this path; null if there is none. */
  @Nullable
  Asset find(String path) {
    Asset known = assets.get(path);
    String type = TYPES.get(path.substring(path.lastIndexOf('.') + 1));
    String resource = resource(path);
    if (known != null || type == null || resource == null) {
      return known;
    }
    Asset asset = Asset.find(resource, type);
    if (asset != null) {
      assets.put(path, asset);
    }
    return asset;
  }

  private static @Nullable String resource(String path) {
    String[] parts = path.split("/", 3);
    if (parts.length < 3 || !parts[0].equals("webjars")) {
      return Asset.OWN + path;
    }
    String artifact = PACKAGES.get(parts[1]);
    return artifact == null ? null : WEBJARS + artifact + "/" + version(artifact) + "/" + parts[2];
  }

  private static String version(String artifact) {
    String name = "/META-INF/maven/org.webjars.npm/" + artifact + "/pom.properties";
    try (InputStream properties = Asset.open(name)) {
      Properties read = new Properties();
      read.load(Objects.requireNonNull(properties, name));
      return read.getProperty("version");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + name, e);
    }
  }
}
