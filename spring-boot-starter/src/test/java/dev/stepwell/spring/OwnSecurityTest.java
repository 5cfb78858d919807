package dev.stepwell.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.spring.app.BookingApplication;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The dashboard of an application that protects it by its own chain, behind a proxy that names the public address in headers. */
@Timeout(180)
@DirtiesContext
@SpringBootTest(
    classes = {BookingApplication.class, OwnSecurityTest.Security.class},
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {"stepwell.dashboard.authority=", "server.forward-headers-strategy=framework"})
class OwnSecurityTest {
  private final HttpClient http = HttpClient.newHttpClient();

  @Autowired
  private ApplicationContext context;

  @LocalServerPort
  private int port;

  @TestConfiguration(proxyBeanMethods = false)
  static class Security {
    @Bean
    SecurityFilterChain own(HttpSecurity http) throws Exception {
      return http.authorizeHttpRequests(requests -> requests
              .requestMatchers("/stepwell/**")
              .hasRole("OPS")
              .anyRequest()
              .authenticated())
          .csrf(csrf -> csrf.ignoringRequestMatchers("/stepwell/**"))
          .httpBasic(Customizer.withDefaults())
          .build();
    }

    @Bean
    UserDetailsService users() {
      return new InMemoryUserDetailsManager(
          User.withUsername("ops").password("{noop}ops").roles("OPS").build(),
          User.withUsername("joe").password("{noop}joe").roles("USER").build());
    }
  }

  @DynamicPropertySource
  static void database(DynamicPropertyRegistry registry) {
    StarterDatabase.register(registry);
  }

  private HttpRequest.Builder request(String path, String user) {
    String login =
        Base64.getEncoder().encodeToString((user + ":" + user).getBytes(StandardCharsets.UTF_8));
    return HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/stepwell" + path))
        .header("Authorization", "Basic " + login);
  }

  private int status(HttpRequest.Builder request) throws IOException, InterruptedException {
    return http.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode();
  }

  private int send(String origin, String... headers) throws IOException, InterruptedException {
    HttpRequest.Builder request = request("/api/events", "ops")
        .header("Content-Type", "application/json")
        .header("Origin", origin)
        .POST(HttpRequest.BodyPublishers.ofString(
            "{\"name\": \"spring/booking.noted\", \"data\": {\"code\": \"c1\"}}"));
    return status(headers.length == 0 ? request : request.headers(headers));
  }

  @Test
  void withoutAnAuthorityTheChainOfTheApplicationDecides() throws Exception {
    assertThat(status(request("/api/functions", "ops"))).isEqualTo(200);
    assertThat(status(request("/api/functions", "joe"))).isEqualTo(403);
    assertThat(status(request("/", "joe"))).isEqualTo(403);
    assertThat(status(request("/api/functions", "nobody"))).isEqualTo(401);
  }

  @Test
  void theOriginOfAPageIsThePublicAddress() throws Exception {
    String[] proxied = {"X-Forwarded-Proto", "https", "X-Forwarded-Host", "ops.example.org"};
    String[] onPort = {"X-Forwarded-Proto", "https", "X-Forwarded-Host", "ops.example.org:8443"};

    assertThat(send("https://ops.example.org", proxied)).isBetween(200, 299);
    assertThat(send("https://ops.example.org:8443", onPort)).isBetween(200, 299);
    assertThat(send("https://OPS.example.org", proxied)).isBetween(200, 299);
    assertThat(send("http://localhost:" + port)).isBetween(200, 299);
    assertThat(send("https://ops.example.org", onPort)).isEqualTo(403);
    assertThat(send("http://ops.example.org", proxied)).isEqualTo(403);
    assertThat(send("https://evil.example", proxied)).isEqualTo(403);
    assertThat(send("https://ops.example.org")).isEqualTo(403);
  }

  @Test
  void theDashboardOutlivesAChildContext() throws Exception {
    AnnotationConfigApplicationContext child = new AnnotationConfigApplicationContext();
    child.setParent(context);
    child.refresh();
    assertThat(status(request("/api/functions", "ops"))).isEqualTo(200);

    child.close();

    assertThat(status(request("/api/functions", "ops"))).isEqualTo(200);
  }
}
