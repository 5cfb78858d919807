package dev.stepwell.spring.autoconfigure;

import dev.stepwell.inngest.InngestEndpoint;
import dev.stepwell.inngest.InngestServlet;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Serial;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;

/**
 * The endpoint in the application's web server, which creates its servlets before other beans exist: the endpoint is
 * looked up by the first request.
 */
final class InngestMount extends HttpServlet {
  @Serial
  private static final long serialVersionUID = 1L;

  private final transient ObjectProvider<InngestEndpoint> endpoint;
  private transient volatile @Nullable InngestServlet mounted;

  InngestMount(ObjectProvider<InngestEndpoint> endpoint) {
    this.endpoint = endpoint;
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    InngestServlet servlet = mounted;
    if (servlet == null) {
      servlet = new InngestServlet(endpoint.getObject());
      mounted = servlet;
    }
    servlet.service(request, response);
  }
}
