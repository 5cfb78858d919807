package dev.stepwell.examples.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The shop as it is deployed: {@code java -jar}. */
@Timeout(600)
class ShopFatJarIT {
  private static final Pattern PORT = Pattern.compile("Tomcat started on port (\\d+)");
  private static final Pattern ID = Pattern.compile("\"id\":\"([^\"]+)\"");

  private final HttpClient http = HttpClient.newHttpClient();
  private final List<String> output = new CopyOnWriteArrayList<>();
  private Process process;
  private String base;

  private void start() throws IOException, InterruptedException {
    process = new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-jar",
            "target/shop.jar",
            "--server.port=0",
            "--spring.security.user.password=secret",
            "--spring.datasource.username=postgres",
            "--spring.datasource.url=" + ShopDatabase.url())
        .redirectErrorStream(true)
        .start();
    BlockingQueue<String> ports = new LinkedBlockingQueue<>();
    Thread reader = new Thread(() -> read(ports), "shop-output");
    reader.setDaemon(true);
    reader.start();
    String port = ports.poll(400, TimeUnit.SECONDS);
    assertThat(port).as("%s", output).isNotNull();
    base = "http://localhost:" + port;
  }

  private void read(BlockingQueue<String> ports) {
    try (BufferedReader lines = new BufferedReader(
        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        output.add(line);
        Matcher port = PORT.matcher(line);
        if (port.find()) {
          ports.add(port.group(1));
        }
      }
    } catch (IOException e) {
      // The process has ended, and its output is closed.
    }
  }

  @AfterEach
  void kill() {
    if (process != null) {
      process.destroyForcibly();
    }
  }

  private String call(String method, String path, String body, int status)
      throws IOException, InterruptedException {
    String credentials =
        Base64.getEncoder().encodeToString("ops:secret".getBytes(StandardCharsets.UTF_8));
    HttpResponse<String> response = http.send(
        HttpRequest.newBuilder(URI.create(base + path))
            .header("Content-Type", "application/json")
            .header("Authorization", "Basic " + credentials)
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
    assertThat(response.statusCode()).as(path + " " + response.body()).isEqualTo(status);
    return response.body();
  }

  private String order() throws IOException, InterruptedException {
    String ordered = call("POST", "/purchases", "{\"article\": \"teapot\", \"quantity\": 1}", 202);
    Matcher id = ID.matcher(ordered);
    assertThat(id.find()).isTrue();
    return id.group(1);
  }

  private void awaitStatus(String id, String status) {
    await()
        .atMost(Duration.ofSeconds(90))
        .untilAsserted(() -> assertThat(call("GET", "/purchases/" + id, "", 200))
            .contains("\"status\":\"" + status + "\""));
  }

  @Test
  void aShopFromItsStartToItsStop() throws Exception {
    start();

    String paid = order();
    awaitStatus(paid, "RESERVED");
    call("POST", "/purchases/" + paid + "/payment", "", 202);
    awaitStatus(paid, "SHIPPED");

    String cancelled = order();
    awaitStatus(cancelled, "RESERVED");
    call("POST", "/purchases/" + cancelled + "/cancellation", "", 202);
    awaitStatus(cancelled, "CANCELLED");

    assertThat(call("GET", "/stepwell/api/runs", "", 200)).contains("fulfil-purchase");
    assertThat(call("GET", "/actuator/health/readiness", "", 200)).contains("UP");
    assertThat(call("GET", "/actuator/stepwell", "", 200)).contains("fulfil-purchase:on-cancel");
    assertThat(call("GET", "/actuator/metrics/stepwell.runs.ended", "", 200))
        .contains("fulfil-purchase");

    process.destroy();
    assertThat(process.waitFor(90, TimeUnit.SECONDS)).isTrue();
    assertThat(output).noneMatch(line -> line.contains(" ERROR ") || line.contains("Exception"));
  }
}
