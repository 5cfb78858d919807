package dev.stepwell.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.runtime.Stepwell;
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
import org.springframework.boot.actuate.health.HealthEndpointGroups;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.security.access.hierarchicalroles.RoleHierarchy;
import org.springframework.security.access.hierarchicalroles.RoleHierarchyImpl;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The dashboard and Actuator in a web application whose security is Boot's default. */
@Timeout(180)
@DirtiesContext
@SpringBootTest(
    classes = {BookingApplication.class, DashboardInSpringTest.Users.class},
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "stepwell.dashboard.path=/ops/stepwell",
      "stepwell.dashboard.authority=ROLE_OPS",
      "stepwell.dashboard.decode-authority=ROLE_PRIVACY",
      "stepwell.worker.enabled=true",
      "server.servlet.context-path=/shop",
      "management.endpoints.web.exposure.include=health,stepwell",
      "management.endpoint.health.show-components=always",
      "management.endpoint.health.probes.enabled=true",
      "management.endpoint.health.probes.add-additional-paths=true",
      "management.endpoint.health.group.readiness.include=readinessState",
      "management.endpoint.health.group.readiness.show-components=always"
    })
class DashboardInSpringTest {
  private final HttpClient http = HttpClient.newHttpClient();

  @Autowired
  private HealthEndpointGroups groups;

  @Autowired
  private Stepwell stepwell;

  @LocalServerPort
  private int port;

  @TestConfiguration(proxyBeanMethods = false)
  static class Users {
    @Bean
    UserDetailsService users() {
      return new InMemoryUserDetailsManager(
          User.withUsername("ops").password("{noop}ops").roles("OPS").build(),
          User.withUsername("joe").password("{noop}joe").roles("USER").build(),
          User.withUsername("eve").password("{noop}eve").roles("PRIVACY").build(),
          User.withUsername("ada")
              .password("{noop}ada")
              .roles("ADMIN", "PRIVACY")
              .build());
    }

    @Bean
    static RoleHierarchy roles() {
      return RoleHierarchyImpl.fromHierarchy("ROLE_ADMIN > ROLE_OPS");
    }
  }

  @DynamicPropertySource
  static void database(DynamicPropertyRegistry registry) {
    StarterDatabase.register(registry);
  }

  private HttpRequest.Builder request(String path, String user) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/shop" + path));
    return user.isEmpty()
        ? request
        : request.header(
            "Authorization",
            "Basic "
                + Base64.getEncoder()
                    .encodeToString((user + ":" + user).getBytes(StandardCharsets.UTF_8)));
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void onlyUsersWithTheAuthoritySeeTheDashboard() throws Exception {
    assertThat(send(request("/ops/stepwell/", "ops")).body()).contains("<title>");
    assertThat(send(request("/ops/stepwell/api/functions", "ops")).body()).contains("book-seat");
    assertThat(send(request("/ops/stepwell/api/functions", "joe")).statusCode()).isEqualTo(403);
    assertThat(send(request("/ops/stepwell/api/functions", "")).statusCode()).isEqualTo(401);
    assertThat(send(request("/ops/%73tepwell/api/functions", "")).statusCode())
        .isGreaterThanOrEqualTo(400);

    HttpResponse<String> page = send(request("/ops/stepwell/", "").header("Accept", "text/html"));
    assertThat(page.statusCode()).isEqualTo(302);
    assertThat(page.headers().firstValue("Location").orElseThrow()).endsWith("/login");
  }

  @Test
  void aRoleThatIncludesTheAuthorityIsAdmitted() throws Exception {
    assertThat(send(request("/ops/stepwell/api/functions", "ada")).statusCode()).isEqualTo(200);
  }

  @Test
  void aPageOfTheDashboardSendsWithoutATokenAndPagesOfOthersCannot() throws Exception {
    String body = "{\"name\": \"spring/booking.noted\", \"data\": {\"code\": \"c1\"}}";

    HttpResponse<String> own = send(request("/ops/stepwell/api/events", "ops")
        .header("Content-Type", "application/json")
        .header("Origin", "http://localhost:" + port)
        .POST(HttpRequest.BodyPublishers.ofString(body)));
    HttpResponse<String> other = send(request("/ops/stepwell/api/events", "ops")
        .header("Content-Type", "application/json")
        .header("Origin", "http://evil.example")
        .POST(HttpRequest.BodyPublishers.ofString(body)));

    assertThat(own.statusCode()).isBetween(200, 299);
    assertThat(other.statusCode()).isEqualTo(403);
  }

  @Test
  void onlyUsersWithTheFurtherAuthoritySeeDecodedPayloads() throws Exception {
    stepwell.sendJson("spring/payload.kept", "{\"code\": \"c2\"}", "kept-1");
    String decoded = "/ops/stepwell/api/events/kept-1?decode=true";

    assertThat(send(request(decoded, "ada")).body()).contains("c2");
    assertThat(send(request(decoded, "ops")).statusCode()).isEqualTo(403);
    assertThat(send(request(decoded, "eve")).statusCode()).isEqualTo(403);
    assertThat(send(request("/ops/stepwell/api/session", "ada")).body())
        .contains("\"mayDecode\":true");
    assertThat(send(request("/ops/stepwell/api/session", "ops")).body())
        .contains("\"mayDecode\":false");
  }

  @Test
  void theRestOfTheApplicationStaysProtected() throws Exception {
    assertThat(send(request("/anything", "")).statusCode()).isEqualTo(401);
    assertThat(send(request("/anything", "joe")).statusCode()).isEqualTo(404);
  }

  @Test
  void healthAndReadinessIncludeStepwellAndTheEndpointShowsFunctions() throws Exception {
    assertThat(send(request("/actuator/health", "ops")).body())
        .contains("\"stepwell\":{\"status\":\"UP\"}");
    assertThat(send(request("/actuator/health/readiness", "ops")).body()).contains("UP");
    assertThat(groups.get("readiness").isMember("stepwell")).isTrue();
    assertThat(groups.get("readiness").isMember("db")).isFalse();
    assertThat(groups.get("liveness").isMember("stepwell")).isFalse();
    assertThat(send(request("/readyz", "ops")).body()).contains("\"stepwell\":{\"status\":\"UP\"}");
    assertThat(send(request("/livez", "ops")).body()).doesNotContain("stepwell");
    assertThat(send(request("/actuator/stepwell", "ops")).body())
        .contains("\"id\":\"book-seat\"", "\"backlog\"", "\"state\":\"WORKS\"");
  }
}
