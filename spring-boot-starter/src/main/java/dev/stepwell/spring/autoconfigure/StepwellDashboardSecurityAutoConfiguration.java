package dev.stepwell.spring.autoconfigure;

import dev.stepwell.spring.StepwellProperties;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.authentication.configuration.AuthenticationConfiguration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;

/**
 * The filter chain of the dashboard. It comes after Boot's own security, whose default chain backs off where it finds another one: the rest of
 * the application must stay protected. Without an authority there is no such chain: those of the application decide.
 */
@AutoConfiguration(
    after = StepwellDashboardAutoConfiguration.class,
    afterName = {
      "org.springframework.boot.autoconfigure.security.servlet.SecurityAutoConfiguration",
      "org.springframework.boot.actuate.autoconfigure.security.servlet.ManagementWebSecurityAutoConfiguration",
      "org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration",
      "org.springframework.boot.security.autoconfigure.actuate.web.servlet.ManagementWebSecurityAutoConfiguration"
    })
@ConditionalOnClass({SecurityFilterChain.class, HttpSecurity.class})
@ConditionalOnBean(value = DashboardMount.class, name = "springSecurityFilterChain")
@Conditional(StepwellDashboardSecurityAutoConfiguration.AuthorityIsNeeded.class)
public class StepwellDashboardSecurityAutoConfiguration {
  /** The name of the chain, by which an application replaces it. */
  static final String CHAIN = "stepwellSecurityFilterChain";

  /**
   * A user logs in as everywhere in the application: the session is the same. Who has none is sent to {@code /login}, or asked for a password
   * where that is not a browser's page. The servlet itself rejects requests from pages of other origins, and its pages send JSON without a token.
   */
  @Bean(name = CHAIN)
  @ConditionalOnMissingBean(name = CHAIN)
  @Order(Ordered.HIGHEST_PRECEDENCE + 100)
  SecurityFilterChain stepwellSecurityFilterChain(
      HttpSecurity http,
      ObjectProvider<AuthenticationConfiguration> authentication,
      StepwellProperties properties)
      throws Exception {
    String path = properties.dashboard().path();
    http.securityMatcher(request -> path.equals(request.getServletPath()))
        .authorizeHttpRequests(requests ->
            requests.anyRequest().hasAuthority(properties.dashboard().authority()))
        .csrf(AbstractHttpConfigurer::disable)
        .headers(AbstractHttpConfigurer::disable)
        .exceptionHandling(handling -> handling.defaultAuthenticationEntryPointFor(
            new LoginUrlAuthenticationEntryPoint("/login"),
            StepwellDashboardSecurityAutoConfiguration::isPage));
    AuthenticationConfiguration known = authentication.getIfAvailable();
    if (known != null && known.getAuthenticationManager() != null) {
      http.httpBasic(Customizer.withDefaults());
    }
    return http.build();
  }

  /** Holds unless the authority is empty. */
  static final class AuthorityIsNeeded implements Condition {
    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
      return !"".equals(context.getEnvironment().getProperty("stepwell.dashboard.authority"));
    }
  }

  private static boolean isPage(HttpServletRequest request) {
    String accepted = request.getHeader("Accept");
    return accepted != null && accepted.contains("text/html");
  }
}
