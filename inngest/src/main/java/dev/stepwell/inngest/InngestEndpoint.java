package dev.stepwell.inngest;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import dev.stepwell.inngest.events.ServerException;
import dev.stepwell.inngest.wire.EndpointReply;
import dev.stepwell.inngest.wire.EndpointRequest;
import dev.stepwell.runtime.middleware.Middleware;
import java.util.List;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The endpoint for an Inngest server: it registers functions there and executes them, one call at a time.
 *
 * <p>The functions are the same as on Postgres. The server stores the state of their runs, and decides what comes next.
 *
 * <pre>{@code
 * InngestEndpoint endpoint = InngestEndpoint.of(InngestSettings.of("polaris"), new DurableGithubExport(…));
 * endpoint.mount(httpServer);
 * }</pre>
 */
public final class InngestEndpoint implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(InngestEndpoint.class);

  private final InngestSettings settings;
  private final EndpointParts parts;
  private final EndpointRoutes routes;
  private final SelfRegistration registration;

  private InngestEndpoint(InngestSettings settings, EndpointParts parts) {
    this.settings = settings;
    this.parts = parts;
    this.routes = new EndpointRoutes(settings, parts);
    this.registration = new SelfRegistration(parts);
  }

  /**
   * An endpoint for these functions.
   *
   * @param durables instances of generated classes, such as {@code new DurableGithubExport(…)}
   * @throws IllegalArgumentException if an object is not durable, if a function uses a feature that Inngest servers do not support, or if the settings lack
   *     a key, with the cure
   */
  public static InngestEndpoint of(InngestSettings settings, Object... durables) {
    return of(settings, List.of(), durables);
  }

  /**
   * Like {@link #of(InngestSettings, Object...)}, with this middleware around runs, steps and sends; the first is the
   * outermost.
   */
  public static InngestEndpoint of(
      InngestSettings settings, List<Middleware> middleware, Object... durables) {
    InngestEndpointBuilder builder = builder(settings).register(durables);
    middleware.forEach(builder::middleware);
    return builder.build();
  }

  /** A builder of an endpoint for the server of these settings. */
  public static InngestEndpointBuilder builder(InngestSettings settings) {
    return new InngestEndpointBuilder(settings);
  }

  /** Rejects settings with which anybody could run functions. */
  static void demandKey(InngestSettings settings) {
    if (!settings.isDev() && settings.signingKey() == null) {
      throw new IllegalArgumentException(
          "an endpoint for " + settings.apiOrigin() + " needs a signing key, because otherwise"
              + " anyone could run functions: set INNGEST_SIGNING_KEY, or INNGEST_DEV=1 for a development server");
    }
  }

  static InngestEndpoint of(InngestSettings settings, EndpointParts parts) {
    InngestEndpoint endpoint = new InngestEndpoint(settings, parts);
    String origin = settings.serveOrigin();
    if (settings.isDev() && origin != null) {
      endpoint.registration.start(origin + settings.servePath());
    }
    return endpoint;
  }

  /** Responds to a request from any HTTP server. */
  public EndpointReply handle(EndpointRequest request) {
    return routes.answer(request);
  }

  /** The maximum number of bytes that a server reads of the body of a request with this signature; null for none. */
  int maxBody(@Nullable String signature) {
    return routes.maxBody(signature);
  }

  /** A handler for the HTTP server of the JDK. */
  public HttpHandler handler() {
    return new InngestHandler(this);
  }

  /**
   * Adds the endpoint to an HTTP server, at the path of the settings. With a development server it also registers, and
   * retries until that server is available. An HTTP server without an executor, which would execute one call at a time,
   * gets one that creates threads on demand.
   */
  public void mount(HttpServer server) {
    if (server.getExecutor() == null) {
      server.setExecutor(Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "stepwell-inngest-call");
        thread.setDaemon(true);
        return thread;
      }));
    }
    server.createContext(settings.servePath(), handler());
    registerInBackground(
        "http://localhost:" + server.getAddress().getPort() + settings.servePath());
  }

  /**
   * Registers the functions in the background, and retries until the server is available. Does nothing with a server that requests the
   * registration itself, which is any server except a development server.
   *
   * @param url the URL of this endpoint for the server
   */
  public void registerInBackground(String url) {
    if (settings.isDev() && settings.serveOrigin() == null) {
      registration.start(url);
    }
  }

  /**
   * Registers the functions with the server now.
   *
   * @param url the URL of this endpoint for the server
   * @return whether the server has changed something
   * @throws ServerException if it rejects the registration or does not respond
   */
  public boolean register(String url) {
    boolean modified = parts.api().register(parts.registration().document(url), null, null);
    log.info(
        "{} functions are registered with {}", parts.registration().count(), settings.apiOrigin());
    return modified;
  }

  /** Stops registering, and the timers of steps. Executing calls continue to their ends. */
  @Override
  public void close() {
    registration.close();
    parts.close();
  }
}
