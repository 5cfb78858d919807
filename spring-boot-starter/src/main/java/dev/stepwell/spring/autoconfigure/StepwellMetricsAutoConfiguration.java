package dev.stepwell.spring.autoconfigure;

import dev.stepwell.metrics.StepwellMeters;
import dev.stepwell.runtime.Stepwell;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;

/** Meters of Stepwell in the application's registry. */
@AutoConfiguration(
    after = StepwellAutoConfiguration.class,
    afterName = {
      "org.springframework.boot.actuate.autoconfigure.metrics.CompositeMeterRegistryAutoConfiguration",
      "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration"
    })
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnBean({Stepwell.class, MeterRegistry.class})
@ConditionalOnProperty(prefix = "stepwell.metrics", name = "enabled", matchIfMissing = true)
public class StepwellMetricsAutoConfiguration {
  /** One for a context and its child contexts, because they may share a registry. */
  @Bean
  @ConditionalOnMissingBean
  Binding stepwellMetersBinding(Stepwell stepwell, MeterRegistry registry) {
    return new Binding(stepwell, registry);
  }

  /** Registers the meters once the functions are known, which is when Stepwell has started. */
  static final class Binding implements SmartLifecycle {
    private final Stepwell stepwell;
    private final MeterRegistry registry;
    private volatile @Nullable StepwellMeters meters;

    Binding(Stepwell stepwell, MeterRegistry registry) {
      this.stepwell = stepwell;
      this.registry = registry;
    }

    @Override
    public void start() {
      meters = StepwellMeters.bind(stepwell, registry);
    }

    @Override
    public void stop() {
      StepwellMeters bound = meters;
      if (bound != null) {
        bound.close();
        meters = null;
      }
    }

    @Override
    public boolean isRunning() {
      return meters != null;
    }

    @Override
    public int getPhase() {
      return StepwellLifecycle.PHASE + 1;
    }
  }
}
