package dev.stepwell.server;

import dev.stepwell.runtime.Stepwell;
import dev.stepwell.server.http.Exchange;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** The HTTP API of a {@link Stepwell} as a servlet, at any path of an existing application. */
public final class StepwellServlet extends HttpServlet {
  @Serial
  private static final long serialVersionUID = 1L;

  private final transient HttpApi api;

  /**
   * A servlet that supports asynchronous requests; register it as such.
   *
   * @param settings the settings, with {@link ServerSettings#access} or {@link ServerSettings#login}; the path of the mount replaces the base path
   * @throws IllegalArgumentException if the settings give open access
   */
  public StepwellServlet(Stepwell stepwell, ServerSettings settings) {
    settings.checkForServlet();
    this.api = new HttpApi(stepwell, settings);
  }

  StepwellServlet(HttpApi api) {
    this.api = api;
  }

  /**
   * Registers the servlet.
   *
   * @param path for example {@code /ops/stepwell}
   */
  public ServletRegistration.Dynamic addTo(ServletContext context, String path) {
    ServletRegistration.Dynamic registration = context.addServlet("stepwell", this);
    registration.setAsyncSupported(true);
    registration.addMapping(path + "/*");
    return registration;
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String pathOfMount = request.getContextPath() + request.getServletPath();
    if (request.getRequestURI().equals(pathOfMount) && request.getMethod().equals("GET")) {
      response.sendRedirect(pathOfMount + "/");
      return;
    }
    if (request.getMethod().equals("HEAD")) {
      request.setAttribute(Exchange.HEAD, true);
    }
    String path = request.getRequestURI().substring(pathOfMount.length());
    api.handle(new Within(request, pathOfMount), response, path);
  }

  @Override
  public void destroy() {
    api.close();
  }

  /** A request as seen by a route below the mount. */
  private static final class Within extends HttpServletRequestWrapper {
    private static final String OVERRIDE = "X-HTTP-Method-Override";

    private final String contextPath;

    Within(HttpServletRequest request, String contextPath) {
      super(request);
      this.contextPath = contextPath;
    }

    @Override
    public String getContextPath() {
      return contextPath;
    }

    /** HEAD is processed like GET; the container omits the body. */
    @Override
    public String getMethod() {
      String method = super.getMethod();
      return method.equals("HEAD") ? "GET" : method;
    }

    /** The original method, so that guards and routes see the same. */
    @Override
    public @Nullable String getHeader(String name) {
      return name.equalsIgnoreCase(OVERRIDE) ? null : super.getHeader(name);
    }
  }
}
