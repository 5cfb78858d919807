package dev.stepwell.spring.test;

import java.util.Map;
import java.util.UUID;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.MergedContextConfiguration;

/**
 * Gives each context of a test a schema of its own, which it creates, and no worker. What the test itself sets takes precedence: its properties, and those of the
 * system; what the application's files set does not.
 */
record Isolation() implements ContextCustomizer {
  private static final int CHARACTERS = 12;

  @Override
  public void customizeContext(
      ConfigurableApplicationContext context, MergedContextConfiguration configuration) {
    String schema =
        "stepwell_test_" + UUID.randomUUID().toString().replace("-", "").substring(0, CHARACTERS);
    MapPropertySource isolated = new MapPropertySource(
        "stepwell-test",
        Map.of(
            "stepwell.worker.enabled",
            "false",
            "stepwell.schema",
            schema,
            "stepwell.migrate.enabled",
            "true",
            "stepwell.test.drop-schema",
            schema));
    MutablePropertySources sources = context.getEnvironment().getPropertySources();
    String system = StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME;
    if (sources.contains(system)) {
      sources.addAfter(system, isolated);
    } else {
      sources.addLast(isolated);
    }
  }
}
