package dev.stepwell.spring.tracing;

import dev.stepwell.sentry.SentryMiddleware;
import dev.stepwell.spring.autoconfigure.StepwellAutoConfiguration;
import dev.stepwell.spring.autoconfigure.StepwellInngestAutoConfiguration;
import dev.stepwell.spring.beans.DurableBeans;
import io.sentry.IScopes;
import io.sentry.ScopesAdapter;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.Order;

/** Reports failed runs to Sentry, where {@code stepwell-sentry} is on the class path. */
@AutoConfiguration(
    after = {StepwellAutoConfiguration.class, StepwellInngestAutoConfiguration.class})
@ConditionalOnClass({SentryMiddleware.class, IScopes.class})
@ConditionalOnBean(DurableBeans.class)
@ConditionalOnProperty(prefix = "stepwell.sentry", name = "enabled", matchIfMissing = true)
public class StepwellSentryAutoConfiguration {
  /** By the scopes that Sentry's own starter declares, or else by the SDK as {@code Sentry.init} has set it up. */
  @Bean
  @Order(MiddlewareOrder.SENTRY)
  @ConditionalOnMissingBean
  SentryMiddleware stepwellSentryMiddleware(
      ObjectProvider<IScopes> scopes,
      @Value("${stepwell.sentry.dashboard-url:#{null}}") @Nullable String dashboard) {
    SentryMiddleware middleware =
        SentryMiddleware.on(scopes.getIfUnique(ScopesAdapter::getInstance));
    return dashboard == null ? middleware : middleware.dashboard(dashboard);
  }
}
