package dev.stepwell.server;

import dev.stepwell.runtime.Stepwell;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** The HTTP API of a {@link Stepwell} as a servlet, at any path of an application that is there already. */
public final class StepwellServlet extends HttpServlet {
  @Serial
  private static final long serialVersionUID = 1L;

  private final transient HttpApi api;

  /**
   * A servlet that supports asynchronous requests, and is to be registered so.
   *
   * @param settings who may do what, by {@link ServerSettings#access} or {@link ServerSettings#login}; the path is where it is mounted
   * @throws IllegalArgumentException if everybody might do everything
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
    String path = request.getRequestURI().substring(pathOfMount.length());
    api.handle(new Within(request, pathOfMount), response, path);
  }

  @Override
  public void destroy() {
    api.close();
  }

  /** A request as a route below the mount sees it. */
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

    /** HEAD is answered as GET is; that the answer has no body is the container's business. */
    @Override
    public String getMethod() {
      String method = super.getMethod();
      return method.equals("HEAD") ? "GET" : method;
    }

    /** The method is the one that was sent: guards and routes must not see two. */
    @Override
    public @Nullable String getHeader(String name) {
      return name.equalsIgnoreCase(OVERRIDE) ? null : super.getHeader(name);
    }
  }
}
