package users.greeting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stepwell.contract.Catalog;
import dev.stepwell.dev.DevDatabase;
import dev.stepwell.encryption.EncryptingCodec;
import dev.stepwell.inngest.InngestEndpoint;
import dev.stepwell.jackson3.Jackson3Mapping;
import dev.stepwell.metrics.StepwellMeters;
import dev.stepwell.opentelemetry.OpenTelemetryMiddleware;
import dev.stepwell.runtime.Stepwell;
import dev.stepwell.sentry.SentryMiddleware;
import dev.stepwell.server.StepwellServer;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The module path sees the descriptors of the published jars, and what they close. */
class DescriptorsTest {
  @Test
  void theseModulesHaveDescriptors() {
    assertEquals(
        Set.of(
            "dev.stepwell",
            "dev.stepwell.encryption",
            "dev.stepwell.inngest",
            "dev.stepwell.jackson3",
            "dev.stepwell.metrics",
            "dev.stepwell.opentelemetry",
            "dev.stepwell.runtime",
            "dev.stepwell.server"),
        modulesOf(
            false,
            Catalog.class,
            EncryptingCodec.class,
            InngestEndpoint.class,
            Jackson3Mapping.class,
            StepwellMeters.class,
            OpenTelemetryMiddleware.class,
            Stepwell.class,
            StepwellServer.class));
  }

  @Test
  void theseAreNamedAutomatically() {
    assertEquals(
        Set.of("dev.stepwell.dev", "dev.stepwell.sentry"),
        modulesOf(true, DevDatabase.class, SentryMiddleware.class));
  }

  private static Set<String> modulesOf(boolean automatic, Class<?>... types) {
    return Arrays.stream(types)
        .map(type -> type.getModule().getDescriptor())
        .filter(module -> module.isAutomatic() == automatic)
        .map(module -> module.name())
        .collect(Collectors.toSet());
  }

  @Test
  void internalPackagesAreClosed() throws Exception {
    Class<?> schema = Class.forName("dev.stepwell.runtime.postgres.DatabaseSchema");
    Method named = schema.getMethod("named", String.class);

    assertThrows(IllegalAccessException.class, () -> named.invoke(null, "stepwell"));
    Stream.of("postgres", "worker")
        .forEach(name -> assertFalse(
            Stepwell.class.getModule().isExported("dev.stepwell.runtime." + name), name));
    assertTrue(Stepwell.class.getModule().isExported("dev.stepwell.runtime.model"));
  }
}
