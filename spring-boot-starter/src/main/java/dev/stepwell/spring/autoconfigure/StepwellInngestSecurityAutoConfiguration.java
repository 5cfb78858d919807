package dev.stepwell.spring.autoconfigure;

import dev.stepwell.inngest.InngestSettings;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;

/**
 * The filter chain of the endpoint for an Inngest server. The endpoint verifies the signatures of requests, so the chain
 * admits all of them, without sessions and tokens. It comes after Boot's own security, as that of the dashboard.
 */
@AutoConfiguration(
    after = StepwellInngestWebAutoConfiguration.class,
    afterName = {
      "org.springframework.boot.autoconfigure.security.servlet.SecurityAutoConfiguration",
      "org.springframework.boot.actuate.autoconfigure.security.servlet.ManagementWebSecurityAutoConfiguration",
      "org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration",
      "org.springframework.boot.security.autoconfigure.actuate.web.servlet.ManagementWebSecurityAutoConfiguration"
    })
@ConditionalOnClass({SecurityFilterChain.class, HttpSecurity.class})
@ConditionalOnBean(value = InngestSelfRegistration.class, name = "springSecurityFilterChain")
public class StepwellInngestSecurityAutoConfiguration {
  /** The name of the chain, by which an application replaces it. */
  static final String CHAIN = "stepwellInngestSecurityFilterChain";

  @Bean(name = CHAIN)
  @ConditionalOnMissingBean(name = CHAIN)
  @Order(Ordered.HIGHEST_PRECEDENCE + 101)
  SecurityFilterChain stepwellInngestSecurityFilterChain(
      HttpSecurity http, InngestSettings settings) throws Exception {
    String path = settings.servePath();
    return http.securityMatcher(request -> path.equals(request.getServletPath()))
        .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
        .csrf(AbstractHttpConfigurer::disable)
        .sessionManagement(
            sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .build();
  }
}
