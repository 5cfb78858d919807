package dev.stepwell.server;

import java.nio.file.Path;
import java.util.Set;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;
import org.junit.jupiter.api.io.TempDir;

/** {@link StepwellServlet} within an application on Tomcat. */
class StepwellServletOnTomcatTest extends MountedServletTests {
  private final Tomcat tomcat = new Tomcat();

  @TempDir
  private static Path folder;

  @Override
  int start(Application application) throws Exception {
    tomcat.setBaseDir(folder.toString());
    tomcat.setPort(0);
    tomcat.getConnector().setProperty("address", "127.0.0.1");
    tomcat.getConnector().setProperty("maxThreads", String.valueOf(THREADS));
    Context context = tomcat.addContext("/ops", folder.toString());
    context.addServletContainerInitializer(
        (classes, servletContext) -> application.start(servletContext), Set.of());
    tomcat.start();
    return tomcat.getConnector().getLocalPort();
  }

  @Override
  void stop() throws Exception {
    tomcat.stop();
    tomcat.destroy();
  }
}
