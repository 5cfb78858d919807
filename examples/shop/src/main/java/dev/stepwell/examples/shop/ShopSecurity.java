package dev.stepwell.examples.shop;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

/** Anybody may shop; the rest is for those who log in. The dashboard has the chain of the starter. */
@Configuration(proxyBeanMethods = false)
public class ShopSecurity {
  @Bean
  SecurityFilterChain shopSecurityFilterChain(HttpSecurity http) throws Exception {
    return http.authorizeHttpRequests(requests -> requests
            .requestMatchers("/purchases/**", "/actuator/health/**")
            .permitAll()
            .anyRequest()
            .authenticated())
        .csrf(csrf -> csrf.ignoringRequestMatchers("/purchases/**"))
        .httpBasic(Customizer.withDefaults())
        .build();
  }
}
