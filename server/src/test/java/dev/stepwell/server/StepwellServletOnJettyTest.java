package dev.stepwell.server;

import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** {@link StepwellServlet} within an application on Jetty. */
class StepwellServletOnJettyTest extends MountedServletTests {
  private final Server jetty = new Server(new QueuedThreadPool(THREADS));

  @Override
  int start(Application application) throws Exception {
    ServerConnector connector = new ServerConnector(jetty, 1, 1);
    connector.setHost("127.0.0.1");
    jetty.addConnector(connector);
    ServletContextHandler context = new ServletContextHandler("/ops");
    context.addServletContainerInitializer(
        (classes, servletContext) -> application.start(servletContext));
    jetty.setHandler(context);
    jetty.start();
    return connector.getLocalPort();
  }

  @Override
  void stop() throws Exception {
    jetty.stop();
  }
}
