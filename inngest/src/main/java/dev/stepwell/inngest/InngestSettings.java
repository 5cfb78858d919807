package dev.stepwell.inngest;

import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The addresses and keys of an Inngest server and its endpoint.
 *
 * <p>{@link #of(String)} reads the environment variables of Inngest's SDKs; each method returns changed settings.
 *
 * @param appId the id of the application on the server
 * @param isDev whether the server is a development server, which does not sign requests
 * @param apiOrigin the origin of the server's API
 * @param eventOrigin the origin that receives events
 * @param eventKey the key of sends; null for none
 * @param signingKey the key of signatures; null for none
 * @param fallbackKey the previous signing key; null for none
 * @param environment the server's environment; null for its default
 * @param serveOrigin the origin of this application for the server, for example {@code https://app.example}; null for that of requests
 * @param servePath the path of the endpoint
 * @param checkpoints whether a call executes several steps and stores each through the API, if the server supports it
 * @param clearEvents whether events travel in the clear although a codec is set
 */
public record InngestSettings(
    String appId,
    boolean isDev,
    String apiOrigin,
    String eventOrigin,
    @Nullable String eventKey,
    @Nullable String signingKey,
    @Nullable String fallbackKey,
    @Nullable String environment,
    @Nullable String serveOrigin,
    String servePath,
    boolean checkpoints,
    boolean clearEvents) {
  /** The default path of the endpoint. */
  public static final String DEFAULT_PATH = "/api/inngest";

  /** The event key that development servers accept. */
  static final String NO_EVENT_KEY = "NO_EVENT_KEY_SET";

  private static final String DEV_ORIGIN = "http://localhost:8288";
  private static final String CLOUD_API = "https://api.inngest.com";
  private static final String CLOUD_EVENTS = "https://inn.gs";

  /** Rejects invalid addresses. */
  public InngestSettings {
    if (appId.isBlank() || !appId.matches("[A-Za-z0-9_.-]+")) {
      throw new IllegalArgumentException(
          "the id of an application on an Inngest server may have only"
              + " letters, digits, '-', '_' and '.': " + appId);
    }
    apiOrigin = origin("the API of the Inngest server", apiOrigin);
    eventOrigin = origin("the Inngest server's address for events", eventOrigin);
    serveOrigin = serveOrigin == null ? null : origin("the endpoint's own address", serveOrigin);
    if (!servePath.startsWith("/")) {
      throw new IllegalArgumentException("the endpoint's path must begin with '/': " + servePath);
    }
  }

  /** The settings in the environment variables, for this application. */
  public static InngestSettings of(String appId) {
    return of(appId, System.getenv());
  }

  /** The settings in these environment variables, for this application. */
  public static InngestSettings of(String appId, Map<String, String> environment) {
    return of(appId, environment::get);
  }

  /**
   * The settings for this application, from variables that are stored elsewhere.
   *
   * @param values returns the value of a variable by its name; null for none
   */
  public static InngestSettings of(String appId, Function<String, @Nullable String> values) {
    Variables variables = new Variables(values);
    String dev = variables.get("INNGEST_DEV");
    boolean isDev = dev != null && !isNo(dev);
    String devOrigin = dev == null || isNo(dev) || isYes(dev) ? DEV_ORIGIN : dev;
    String base = variables.get("INNGEST_BASE_URL");
    return new InngestSettings(
        appId,
        isDev,
        variables.get("INNGEST_API_BASE_URL", base, isDev ? devOrigin : CLOUD_API),
        variables.get("INNGEST_EVENT_API_BASE_URL", base, isDev ? devOrigin : CLOUD_EVENTS),
        variables.get("INNGEST_EVENT_KEY"),
        variables.get("INNGEST_SIGNING_KEY"),
        variables.get("INNGEST_SIGNING_KEY_FALLBACK"),
        variables.get("INNGEST_ENV"),
        variables.get("INNGEST_SERVE_ORIGIN"),
        variables.get("INNGEST_SERVE_PATH", null, DEFAULT_PATH),
        true,
        false);
  }

  /** A development server at this origin, for this application, ignoring the environment variables. */
  public static InngestSettings dev(String appId, String origin) {
    return of(appId, Map.of("INNGEST_DEV", origin));
  }

  /** A server at this origin that signs with this key, for this application, ignoring the environment variables. */
  public static InngestSettings cloud(
      String appId, String origin, String signingKey, String eventKey) {
    return of(
        appId,
        Map.of(
            "INNGEST_BASE_URL", origin,
            "INNGEST_SIGNING_KEY", signingKey,
            "INNGEST_EVENT_KEY", eventKey));
  }

  /** The same, with this origin for the server. */
  public InngestSettings servedAt(String origin) {
    return copy(origin, servePath, fallbackKey, checkpoints, clearEvents);
  }

  /** The same, with the endpoint at this path. */
  public InngestSettings path(String path) {
    return copy(serveOrigin, path, fallbackKey, checkpoints, clearEvents);
  }

  /** The same, which also accepts the previous key. */
  public InngestSettings fallback(String key) {
    return copy(serveOrigin, servePath, key, checkpoints, clearEvents);
  }

  /** The same, with a call per step. */
  public InngestSettings withoutCheckpoints() {
    return copy(serveOrigin, servePath, fallbackKey, false, clearEvents);
  }

  /**
   * The same, with events in the clear although a codec is set, which then transforms results only. The server evaluates
   * conditions on any field of such events.
   */
  public InngestSettings withClearEvents() {
    return copy(serveOrigin, servePath, fallbackKey, checkpoints, true);
  }

  private InngestSettings copy(
      @Nullable String origin,
      String path,
      @Nullable String fallback,
      boolean checkpointing,
      boolean clear) {
    return new InngestSettings(
        appId,
        isDev,
        apiOrigin,
        eventOrigin,
        eventKey,
        signingKey,
        fallback,
        environment,
        origin,
        path,
        checkpointing,
        clear);
  }

  /** Without the keys. */
  @Override
  public String toString() {
    return (isDev ? "development" : "cloud") + " settings of " + appId + " for " + apiOrigin;
  }

  private static boolean isYes(String text) {
    return text.equals("1") || text.toLowerCase(Locale.ROOT).equals("true");
  }

  private static boolean isNo(String text) {
    return text.equals("0") || text.toLowerCase(Locale.ROOT).equals("false");
  }

  private static String origin(String what, String text) {
    String named = text.contains("://") ? text : "http://" + text;
    URI uri = URI.create(named);
    if (uri.getHost() == null) {
      throw new IllegalArgumentException(what + " is not a URL: " + text);
    }
    return named.endsWith("/") ? named.substring(0, named.length() - 1) : named;
  }

  /** Environment variables; an empty one counts as not set. */
  private record Variables(Function<String, @Nullable String> values) {
    @Nullable
    String get(String name) {
      String value = values.apply(name);
      return value == null || value.isBlank() ? null : value.strip();
    }

    String get(String name, @Nullable String second, String otherwise) {
      String value = get(name);
      if (value != null) {
        return value;
      }
      return second != null ? second : otherwise;
    }
  }
}
