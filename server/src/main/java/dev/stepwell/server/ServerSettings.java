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
 * Where the HTTP API is, whom it lets in, and how much it takes. Settings never change: each method answers with new ones.
 *
 * <p>Without a login and keys everything is open, which is why such a server listens on the loopback address only.
 */
public final class ServerSettings {
  private static final int SHORTEST_KEY = 16;
  private static final int SHORTEST_PASSWORD = 12;

  private ApiKeys apiKeys = ApiKeys.NONE;
  private @Nullable Login login;
  private @Nullable Predicate<HttpServletRequest> access;
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

  /** 127.0.0.1, port {@value StepwellServer#PORT}, open to all of this machine. */
  public static ServerSettings defaults() {
    return new ServerSettings();
  }

  /** The address or name on which it listens. One that is not loopback needs a login and an API key. */
  public ServerSettings host(String name) {
    Objects.requireNonNull(name, "name");
    return with(settings -> settings.host = name);
  }

  /** The port on which it listens; 0 for any that is free. */
  public ServerSettings port(int number) {
    return with(settings -> settings.port = number);
  }

  /** The path under which everything is, for example {@code /stepwell}. A servlet has the path at which it is mounted. */
  public ServerSettings basePath(String path) {
    if (!path.matches("(/[A-Za-z0-9._~-]+)+|/")) {
      throw new IllegalArgumentException("a base path is like /stepwell, and not " + path);
    }
    return with(settings -> settings.basePath = path);
  }

  /**
   * The keys of those who send events, in {@code Authorization: Bearer …}, {@code X-Api-Key} or the path of {@code /e/{key}}. A key
   * opens nothing else but the metrics. Once there is one, nobody sends without.
   *
   * @throws IllegalArgumentException if one has less than 16 characters
   */
  public ServerSettings apiKeys(String... keys) {
    for (String key : keys) {
      if (key.length() < SHORTEST_KEY) {
        throw new IllegalArgumentException("an API key has " + SHORTEST_KEY
            + " characters or more, and one of those given has " + key.length());
      }
    }
    ApiKeys given = ApiKeys.of(keys);
    return with(settings -> settings.apiKeys = given);
  }

  /**
   * Who may log in, with what password. Who has logged in may do everything, and nobody else may, but for what API keys open.
   *
   * @throws IllegalArgumentException if there is no user, or the password has less than 12 characters
   */
  public ServerSettings login(String user, String password) {
    if (user.isBlank()) {
      throw new IllegalArgumentException("the user of the login has no name");
    }
    if (password.length() < SHORTEST_PASSWORD) {
      throw new IllegalArgumentException("the password of the login has " + SHORTEST_PASSWORD
          + " characters or more, and the one given has " + password.length());
    }
    Login given = Login.of(user, password);
    return with(settings -> settings.login = given);
  }

  /**
   * Lets the application decide who may do everything, for example {@code request -> request.isUserInRole("ops")}; with {@code request
   * -> true}, what stands before the servlet has decided.
   */
  public ServerSettings access(Predicate<HttpServletRequest> mayDoEverything) {
    Objects.requireNonNull(mayDoEverything, "mayDoEverything");
    return with(settings -> settings.access = mayDoEverything);
  }

  /** Believes {@code X-Forwarded-For}, {@code -Proto} and {@code -Host}: only behind a proxy that sets them all itself. */
  public ServerSettings trustForwarded() {
    return with(settings -> settings.trustForwarded = true);
  }

  /**
   * The names that requests may have as their {@code Host}, without a port. Unless set, an open server accepts the names of this
   * machine's loopback address only, and one with a login accepts all.
   */
  public ServerSettings allowedHosts(String... names) {
    Set<String> given = new TreeSet<>();
    for (String name : names) {
      if (!name.matches("[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+]")) {
        throw new IllegalArgumentException(
            "an allowed host is a name without scheme, port and path, as in ops.example.org, and not "
                + name);
      }
      given.add(name.toLowerCase(Locale.ROOT));
    }
    return with(settings -> settings.allowedHosts = Set.copyOf(given));
  }

  /**
   * The secret that the key of sessions follows from. Replicas with equal secrets accept each other's sessions; a new secret ends all
   * sessions. Unless set, the key follows from the login.
   *
   * @throws IllegalArgumentException if it has less than 16 characters
   */
  public ServerSettings sessionSecret(String secret) {
    if (secret.length() < SHORTEST_KEY) {
      throw new IllegalArgumentException("a session secret has " + SHORTEST_KEY
          + " characters or more, and the one given has " + secret.length());
    }
    return with(settings -> settings.sessionSecret = secret);
  }

  /** How many bytes a request may have; 20 MiB unless set. */
  public ServerSettings maxRequestBytes(long count) {
    positive(count);
    return with(settings -> settings.largestRequest = count);
  }

  /** How many events a request may have; 1,000 unless set. */
  public ServerSettings maxEventsPerRequest(int count) {
    positive(count);
    return with(settings -> settings.maxEvents = count);
  }

  /** How many requests with events a second one API key may make, or one address without; no limit unless set. */
  public ServerSettings maxRequestsPerSecond(int count) {
    positive(count);
    return with(settings -> settings.maxRequestsPerSecond = count);
  }

  /**
   * Where requests are counted, and what {@code /metrics} shows: for example {@code MicrometerHttpMetrics.on(registry)}, with the
   * application's own registry. Unless set, a {@link StepwellServer} has a registry for Prometheus of its own, which also watches the
   * JVM and the functions; a {@link StepwellServlet} counts nothing and has no {@code /metrics}.
   */
  public ServerSettings metrics(HttpMetrics given) {
    Objects.requireNonNull(given, "given");
    return with(settings -> settings.metrics = given);
  }

  /** How long a connection may be silent. */
  ServerSettings idleTimeout(Duration duration) {
    return with(settings -> settings.idleTimeout = duration);
  }

  /** What tells the time to sessions and limits. */
  ServerSettings clock(InstantSource source) {
    return with(settings -> settings.clock = source);
  }

  /** Who may do what. */
  Rules rules() {
    return new Rules(
        apiKeys,
        login,
        access,
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

  /** Refuses to be open to other machines. */
  void checkForServer() {
    if (!isLoopback() && (rules().isOpen() || apiKeys.isEmpty())) {
      throw new IllegalArgumentException("other machines can reach " + host
          + ", so say who may do what: set login(user, password), for the dashboard and the API, and"
          + " apiKeys(key), for who sends events; or listen on 127.0.0.1");
    }
  }

  /** Refuses to be open to whoever can reach the application. */
  void checkForServlet() {
    if (rules().isOpen()) {
      throw new IllegalArgumentException("whoever can reach the application can reach this servlet,"
          + " so say who may do what: set access(request -> …), or login(user, password)");
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
      throw new IllegalArgumentException("a limit is 1 or more, and not " + count);
    }
  }

  private ServerSettings with(Consumer<ServerSettings> change) {
    ServerSettings changed = new ServerSettings(this);
    change.accept(changed);
    return changed;
  }
}
