package users.greeting;

import dev.stepwell.dev.DevDatabase;
import dev.stepwell.encryption.EncryptingCodec;
import dev.stepwell.inngest.InngestEndpoint;
import dev.stepwell.inngest.InngestSettings;
import dev.stepwell.jackson3.Jackson3Mapping;
import dev.stepwell.metrics.StepwellMeters;
import dev.stepwell.opentelemetry.OpenTelemetryMiddleware;
import dev.stepwell.runtime.Stepwell;
import dev.stepwell.runtime.model.Run;
import dev.stepwell.sentry.SentryMiddleware;
import dev.stepwell.server.StepwellServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;

/** Greets guests on Postgres, with middleware, encrypted payloads, meters, the dashboard, and an endpoint for an Inngest server. */
public final class Reception implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final DevDatabase database;
  private final Stepwell stepwell;
  private final StepwellServer server;
  private final StepwellMeters meters;
  private final InngestEndpoint inngest;

  private Reception(DevDatabase database) {
    this.database = database;
    this.stepwell = database
        .stepwell()
        .json(Jackson3Mapping.plain())
        .codec(EncryptingCodec.with("k1", new byte[32]).matchingKey(new byte[32]))
        .middleware(SentryMiddleware.create(), OpenTelemetryMiddleware.create())
        .register(new DurableGreeting())
        .start();
    this.server = StepwellServer.start(stepwell, 0);
    this.meters = StepwellMeters.bind(stepwell, new SimpleMeterRegistry());
    this.inngest = InngestEndpoint.of(
        InngestSettings.dev("greeting", "http://127.0.0.1:8288"), new DurableGreeting());
  }

  /** Opens, with the data in this folder. */
  static Reception open(Path folder) {
    return new Reception(DevDatabase.open(folder));
  }

  /** Greets a guest, and returns the run when it has ended. */
  Run welcome(String name) throws InterruptedException {
    UUID run = stepwell.send(new UsersGuestCame(name)).runIds().get(0);
    return stepwell.await(run, PATIENCE);
  }

  /** What the store has, as clear text. */
  String decoded(String stored) {
    return stepwell.decoded(stored);
  }

  /** The port of the dashboard. */
  int port() {
    return server.port();
  }

  @Override
  public void close() {
    inngest.close();
    meters.close();
    server.close();
    stepwell.close();
    database.close();
  }
}
