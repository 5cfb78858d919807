package dev.stepwell.lock;

import dev.stepwell.runtime.Stepwell;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.UUID;
import javax.sql.DataSource;

/** The classes of a project at work on a database. */
final class Deployed implements AutoCloseable {
  private final ClassLoader before = Thread.currentThread().getContextClassLoader();
  private final URLClassLoader classes;
  private final Stepwell stepwell;

  /**
   * Starts them.
   *
   * @param durable the full name of the durable class
   */
  Deployed(Project project, String durable, DataSource database) throws Exception {
    URL[] folder = {project.classes().toUri().toURL()};
    classes = new URLClassLoader(folder, Deployed.class.getClassLoader());
    Thread.currentThread().setContextClassLoader(classes);
    Object functions = classes.loadClass(durable).getConstructor().newInstance();
    stepwell = Stepwell.on(database).register(functions).start();
  }

  Stepwell stepwell() {
    return stepwell;
  }

  /** The run that this event starts. */
  UUID start(String event, String data) {
    return stepwell.sendJson(event, data, null).runIds().get(0);
  }

  @Override
  public void close() throws IOException {
    stepwell.close();
    Thread.currentThread().setContextClassLoader(before);
    classes.close();
  }
}
