package dev.stepwell.server;

import dev.stepwell.runtime.Stepwell;
import java.util.UUID;

/** A server of greetings on its own database, and a client of it. */
public final class TestServer implements AutoCloseable {
  private final Stepwell stepwell =
      Stepwell.on(TestDatabases.fresh()).register(new DurableGreetings()).start();
  private final StepwellServer server;
  private final TestClient client;

  public TestServer() {
    this(ServerSettings.defaults());
  }

  TestServer(ServerSettings settings) {
    server = StepwellServer.start(stepwell, settings.port(0));
    client = new TestClient(server.port());
  }

  public Stepwell stepwell() {
    return stepwell;
  }

  public TestClient client() {
    return client;
  }

  /** The run that greets someone after this many seconds. */
  public UUID greet(String name, int seconds) {
    return stepwell.send(new TestsGreetingWanted(name, seconds)).runIds().get(0);
  }

  @Override
  public void close() {
    server.close();
    stepwell.close();
  }
}
