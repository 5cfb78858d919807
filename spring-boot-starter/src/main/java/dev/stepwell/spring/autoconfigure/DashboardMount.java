package dev.stepwell.spring.autoconfigure;

import dev.stepwell.runtime.Stepwell;
import dev.stepwell.server.ServerSettings;
import dev.stepwell.server.StepwellServlet;
import jakarta.servlet.Servlet;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Serial;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextClosedEvent;

/**
 * The dashboard in the application's web server. It is created by its first request: the server starts before other beans exist, and must not
 * create them early. It ends when the context begins to close, or its live streams would delay a graceful shutdown.
 */
@SuppressWarnings("ReferenceEquality") // a context is the same or another one
final class DashboardMount implements ApplicationListener<ContextClosedEvent> {
  private final ApplicationContext context;
  private final ObjectProvider<Stepwell> stepwell;
  private final ServerSettings settings;
  private @Nullable StepwellServlet mounted;
  private boolean closed;

  DashboardMount(ApplicationContext context, ServerSettings settings) {
    this.context = context;
    this.stepwell = context.getBeanProvider(Stepwell.class);
    this.settings = settings;
  }

  Servlet servlet() {
    return new Lazy(this);
  }

  private synchronized @Nullable StepwellServlet mounted() {
    if (mounted == null && !closed) {
      mounted = new StepwellServlet(stepwell.getObject(), settings);
    }
    return mounted;
  }

  /** Events of child contexts arrive here too. */
  @Override
  public synchronized void onApplicationEvent(ContextClosedEvent event) {
    if (event.getApplicationContext() != context) {
      return;
    }
    closed = true;
    if (mounted != null) {
      mounted.destroy();
      mounted = null;
    }
  }

  /** Hands requests to the dashboard. */
  private static final class Lazy extends HttpServlet {
    @Serial
    private static final long serialVersionUID = 1L;

    private final transient DashboardMount mount;

    Lazy(DashboardMount mount) {
      this.mount = mount;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
        throws IOException, ServletException {
      StepwellServlet dashboard = mount.mounted();
      if (dashboard == null) {
        response.sendError(
            HttpServletResponse.SC_SERVICE_UNAVAILABLE, "the application is stopping");
      } else {
        dashboard.service(request, response);
      }
    }
  }
}
