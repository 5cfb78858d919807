package dev.stepwell.server;

import dev.stepwell.server.access.ApiKeys;
import dev.stepwell.server.access.Login;
import dev.stepwell.server.access.Rules;
import dev.stepwell.server.metrics.HttpMetrics;
import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The address, access rules and limits of the HTTP API. Immutable: each method returns new settings.
 *
 * <p>Without a login and API keys, all access is open, so such a server listens only on the loopback address.
 */
public final class ServerSettings {
  private static final int SHORTEST_KEY = 16;
  private static final int SHORTEST_PASSWORD = 12;

  private ApiKeys apiKeys = ApiKeys.NONE;
  private @Nullable Login login;
  private @Nullable Predicate<HttpServletRequest> access;
  private Predicate<HttpServletRequest> mayDecode = request -> false;
  private boolean trustForwarded;
  private int maxRequestsPerSecond = Integer.MAX_VALUE;
  private Set<String> allowedHosts = Set.of();
  private @Nullable String sessionSecret;

  String host = "127.0.0.1";
  int port = StepwellServer.PORT;
  String basePath = "/";
  long largestRequest = 20L * 1024 * 1024;
  int maxEvents = 1_000;

  @Nullable
  HttpMetrics metrics;

  Duration idleTimeout = Duration.ofSeconds(30);
  InstantSource clock = InstantSource.system();

  private ServerSettings() {}

  private ServerSettings(ServerSettings of) {
    host = of.host;
    port = of.port;
    basePath = of.basePath;
    apiKeys = of.apiKeys;
    login = of.login;
    access = of.access;
    mayDecode = of.mayDecode;
    trustForwarded = of.trustForwarded;
    largestRequest = of.largestRequest;
    maxEvents = of.maxEvents;
    maxRequestsPerSecond = of.maxRequestsPerSecond;
    allowedHosts = of.allowedHosts;
    sessionSecret = of.sessionSecret;
    metrics = of.metrics;
    idleTimeout = of.idleTimeout;
    clock = of.clock;
  }

  /** 127.0.0.1, port {@value StepwellServer#PORT}, open to all processes of this machine. */
  public static ServerSettings defaults() {
    return new ServerSettings();
  }

  /** The address or name to listen on. Any but loopback requires a login and an API key. */
  public ServerSettings host(String name) {
    Objects.requireNonNull(name, "name");
    return with(settings -> settings.host = name);
  }

  /** The port to listen on; 0 for any free port. */
  public ServerSettings port(int number) {
    return with(settings -> settings.port = number);
  }

  /** The prefix of all paths, for example {@code /stepwell}. A servlet uses the path of its mount instead. */
  public ServerSettings basePath(String path) {
    if (!path.matches("(/[A-Za-z0-9._~-]+)+|/")) {
      throw new IllegalArgumentException("not a valid base path, such as /stepwell: " + path);
    }
    return with(settings -> settings.basePath = path);
  }

  /**
   * The API keys of senders, in {@code Authorization: Bearer …}, {@code X-Api-Key} or the path of {@code /e/{key}}. A
   * key permits sending events and reading the metrics only. Once there is a key, sending requires one.
   *
   * @throws IllegalArgumentException if one has less than 16 characters
   */
  public ServerSettings apiKeys(String... keys) {
    for (String key : keys) {
      if (key.length() < SHORTEST_KEY) {
        throw new IllegalArgumentException("an API key must have " + SHORTEST_KEY
            + " characters or more, but one of the given keys has " + key.length());
      }
    }
    ApiKeys given = ApiKeys.of(keys);
    return with(settings -> settings.apiKeys = given);
  }

  /**
   * The user and password for the login. A logged-in user may do everything; without it, requests may only do what API
   * keys permit.
   *
   * @throws IllegalArgumentException if there is no user, or the password has less than 12 characters
   */
  public ServerSettings login(String user, String password) {
    if (user.isBlank()) {
      throw new IllegalArgumentException("the user name of the login is blank: give one");
    }
    if (password.length() < SHORTEST_PASSWORD) {
      throw new IllegalArgumentException("the password of the login must have " + SHORTEST_PASSWORD
          + " characters or more, but the given one has " + password.length());
    }
    Login given = Login.of(user, password);
    return with(settings -> settings.login = given);
  }

  /**
   * Lets the application decide which requests may do everything, for example {@code request ->
   * request.isUserInRole("ops")}. With {@code request -> true}, a filter in front of the servlet decides.
   */
  public ServerSettings access(Predicate<HttpServletRequest> mayDoEverything) {
    Objects.requireNonNull(mayDoEverything, "mayDoEverything");
    return with(settings -> settings.access = mayDoEverything);
  }

  /**
   * Lets users see payloads as they were before a {@linkplain dev.stepwell.runtime.StepwellBuilder#codec codec} encoded or encrypted them. By
   * default nobody does. Users decode payloads one at a time, and the log names who has decoded which.
   *
   * @param mayDecode decides on requests that may do everything; {@code request -> true} for all of them
   */
  public ServerSettings decoding(Predicate<HttpServletRequest> mayDecode) {
    Objects.requireNonNull(mayDecode, "mayDecode");
    return with(settings -> settings.mayDecode = mayDecode);
  }

  /**
   * Trusts {@code X-Forwarded-For}, {@code -Proto} and {@code -Host}. Use it only behind a proxy that always sets all
   * three.
   */
  public ServerSettings trustForwarded() {
    return with(settings -> settings.trustForwarded = true);
  }

  /**
   * The valid names in the {@code Host} header, without a port. By default, an open server accepts only the names of
   * this machine's loopback address, and one with a login accepts all.
   */
  public ServerSettings allowedHosts(String... names) {
    Set<String> given = new TreeSet<>();
    for (String name : names) {
      if (!name.matches("[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+]")) {
        throw new IllegalArgumentException(
            "an allowed host must be a name without scheme, port and path, such as ops.example.org, not "
                + name);
      }
      given.add(name.toLowerCase(Locale.ROOT));
    }
    return with(settings -> settings.allowedHosts = Set.copyOf(given));
  }

  /**
   * The secret from which the key of sessions is derived. Replicas with equal secrets accept each other's sessions; a
   * new secret ends all sessions. By default, the key is derived from the login.
   *
   * @throws IllegalArgumentException if it has less than 16 characters
   */
  public ServerSettings sessionSecret(String secret) {
    if (secret.length() < SHORTEST_KEY) {
      throw new IllegalArgumentException("a session secret must have " + SHORTEST_KEY
          + " characters or more, but the given one has " + secret.length());
    }
    return with(settings -> settings.sessionSecret = secret);
  }

  /** The maximum size of a request in bytes; default: 20 MiB. */
  public ServerSettings maxRequestBytes(long count) {
    positive(count);
    return with(settings -> settings.largestRequest = count);
  }

  /** The maximum number of events per request; default: 1,000. */
  public ServerSettings maxEventsPerRequest(int count) {
    positive(count);
    return with(settings -> settings.maxEvents = count);
  }

  /**
   * The maximum number of requests with events per second and API key, or per address without a key; default: no limit.
   */
  public ServerSettings maxRequestsPerSecond(int count) {
    positive(count);
    return with(settings -> settings.maxRequestsPerSecond = count);
  }

  /**
   * The recorder of requests, and the source of {@code /metrics}: for example {@code
   * MicrometerHttpMetrics.on(registry)} with the application's own registry. By default, a {@link StepwellServer} has
   * its own Prometheus registry, which also contains the JVM and the functions; a {@link StepwellServlet} records
   * nothing and has no {@code /metrics}.
   */
  public ServerSettings metrics(HttpMetrics given) {
    Objects.requireNonNull(given, "given");
    return with(settings -> settings.metrics = given);
  }

  /** The time after which idle connections are closed. */
  ServerSettings idleTimeout(Duration duration) {
    return with(settings -> settings.idleTimeout = duration);
  }

  /** The clock of sessions and limits. */
  ServerSettings clock(InstantSource source) {
    return with(settings -> settings.clock = source);
  }

  /** The access rules. */
  Rules rules() {
    return new Rules(
        apiKeys,
        login,
        access,
        mayDecode,
        trustForwarded,
        allowedHosts,
        secretOfSessions(),
        maxRequestsPerSecond,
        clock);
  }

  private String secretOfSessions() {
    if (sessionSecret != null) {
      return sessionSecret;
    }
    return login == null ? "" : login.sessionSecret();
  }

  /** Rejects settings that give other machines open access. */
  void checkForServer() {
    if (!isLoopback() && (rules().isOpen() || apiKeys.isEmpty())) {
      throw new IllegalArgumentException("other machines can reach " + host
          + ", so restrict access: set login(user, password) for the dashboard and the API, and"
          + " apiKeys(key) for senders of events; or listen on 127.0.0.1");
    }
  }

  /** Rejects settings that give all users of the application open access. */
  void checkForServlet() {
    if (rules().isOpen()) {
      throw new IllegalArgumentException("all clients of the application can reach this servlet,"
          + " so restrict access: set access(request -> …), or login(user, password)");
    }
  }

  private boolean isLoopback() {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("host " + host + " is unknown", e);
    }
  }

  private static void positive(long count) {
    if (count < 1) {
      throw new IllegalArgumentException("a limit must be at least 1, not " + count);
    }
  }

  private ServerSettings with(Consumer<ServerSettings> change) {
    ServerSettings changed = new ServerSettings(this);
    change.accept(changed);
    return changed;
  }
}
