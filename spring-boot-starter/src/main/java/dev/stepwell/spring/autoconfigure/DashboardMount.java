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
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextClosedEvent;

/**
 * The dashboard in the application's web server. It is created by its first request: the server starts before other beans exist, and must not
 * create them early. It ends when the context begins to close, or its live streams would delay a graceful shutdown.
 */
final class DashboardMount implements ApplicationListener<ContextClosedEvent> {
  private final ObjectProvider<Stepwell> stepwell;
  private final DashboardAccess access;
  private @Nullable StepwellServlet mounted;
  private boolean closed;

  DashboardMount(ObjectProvider<Stepwell> stepwell, String authority) {
    this.stepwell = stepwell;
    this.access = new DashboardAccess(authority);
  }

  Servlet servlet() {
    return new Lazy(this);
  }

  private synchronized @Nullable StepwellServlet mounted() {
    if (mounted == null && !closed) {
      mounted =
          new StepwellServlet(stepwell.getObject(), ServerSettings.defaults().access(access));
    }
    return mounted;
  }

  @Override
  public synchronized void onApplicationEvent(ContextClosedEvent event) {
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
        response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE, "the application stops");
      } else {
        dashboard.service(request, response);
      }
    }
  }
}
