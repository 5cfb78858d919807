package dev.stepwell.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stepwell.runtime.Stepwell;
import dev.stepwell.runtime.model.Run;
import dev.stepwell.runtime.model.RunStatus;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.UUID;
import javax.sql.DataSource;

/** The classes of a project, executing on a database. */
final class Deployed implements AutoCloseable {
  private static final Duration LONG = Duration.ofMinutes(2);

  private final ClassLoader before = Thread.currentThread().getContextClassLoader();
  private final URLClassLoader classes;
  private final Stepwell stepwell;

  /**
   * Starts them.
   *
   * @param durable the full name of the durable class
   */
  Deployed(LockProject project, String durable, DataSource database) throws Exception {
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

  RunStatus status(UUID run) {
    return stepwell.runs().run(run).orElseThrow().status();
  }

  void awaitStatus(UUID run, RunStatus status) {
    await().atMost(LONG).untilAsserted(() -> assertThat(status(run)).isEqualTo(status));
  }

  /** The run that this event starts, once it waits. */
  UUID parked(String event, String data) {
    UUID run = start(event, data);
    awaitStatus(run, RunStatus.WAITING);
    return run;
  }

  /** The ended run. */
  Run ended(UUID run) throws InterruptedException {
    return stepwell.await(run, LONG);
  }

  @Override
  public void close() throws IOException {
    stepwell.close();
    Thread.currentThread().setContextClassLoader(before);
    classes.close();
  }
}
