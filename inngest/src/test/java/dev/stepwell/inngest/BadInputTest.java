package dev.stepwell.inngest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import dev.stepwell.inngest.events.ServerException;
import dev.stepwell.inngest.flows.Calls;
import dev.stepwell.inngest.flows.DurableEndpointFlows;
import dev.stepwell.inngest.wire.CanonicalJson;
import dev.stepwell.inngest.wire.EndpointReply;
import dev.stepwell.inngest.wire.EndpointRequest;
import dev.stepwell.inngest.wire.SigningKeys;
import dev.stepwell.inngest.wire.StepHash;
import dev.stepwell.inngest.wire.WireJson;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that no server sends, and servers that respond with something else: nothing runs. */
class BadInputTest {
  private static final String KEY = "signkey-test-12345678";
  private static final String QUERY = "fnId=demo-looped&stepId=step";

  private final Calls calls = new Calls();
  private final HttpClient client = HttpClient.newHttpClient();
  private HttpServer http;
  private InngestEndpoint cloud;
  private InngestEndpoint dev;

  @BeforeEach
  void start() throws IOException {
    http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    String origin = "http://127.0.0.1:" + http.getAddress().getPort();
    cloud = InngestEndpoint.of(
        InngestSettings.cloud("demo", origin, KEY, "key"), new DurableEndpointFlows(calls));
    dev = InngestEndpoint.of(InngestSettings.dev("demo", origin), new DurableEndpointFlows(calls));
    http.createContext("/api/inngest", cloud.handler());
    http.createContext("/", exchange -> {
      byte[] page = "<html>Please log in</html>".getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(200, page.length);
      exchange.getResponseBody().write(page);
      exchange.close();
    });
    http.start();
  }

  @AfterEach
  void stop() {
    http.stop(0);
    cloud.close();
    dev.close();
  }

  private static ObjectNode call() {
    ObjectNode body = WireJson.object().put("version", -1);
    body.putObject("ctx").put("run_id", "01M85AJQE419RT514RF19FZFCJ").put("attempt", 0);
    ObjectNode event = body.putObject("event").put("name", "demo/looped").put("id", "e1");
    event.putObject("data").put("times", 1);
    return body;
  }

  private static EndpointReply post(
      InngestEndpoint endpoint, String query, byte[] body, Map<String, String> headers) {
    return endpoint.handle(new EndpointRequest(
        "POST", "https://app.example/api/inngest", HttpMessages.query(query), headers, body));
  }

  private HttpResponse<String> send(String method, byte[] body)
      throws IOException, InterruptedException {
    URI uri =
        URI.create("http://127.0.0.1:" + http.getAddress().getPort() + "/api/inngest?" + QUERY);
    return client.send(
        HttpRequest.newBuilder(uri)
            .method(method, BodyPublishers.ofByteArray(body))
            .build(),
        BodyHandlers.ofString());
  }

  @Test
  void aRepeatedSignatureIsRefusedInOtherHexDigitsToo() {
    byte[] body = CanonicalJson.bytes(call());
    String signature = SigningKeys.sign(KEY, body, Instant.now());
    int hex = signature.indexOf("s=") + 2;
    String shouted =
        signature.substring(0, hex) + signature.substring(hex).toUpperCase(Locale.ROOT);

    assertThat(post(cloud, QUERY, body, Map.of(Admission.SIGNATURE, signature)).status())
        .isEqualTo(206);
    assertThat(post(cloud, QUERY, body, Map.of(Admission.SIGNATURE, shouted)).status())
        .isEqualTo(401);
    assertThat(calls.made()).hasSize(1);
  }

  @Test
  void twoTrustProbesOfOneSecondAreAnswered() {
    byte[] none = new byte[0];
    Map<String, String> signed =
        Map.of(Admission.SIGNATURE, SigningKeys.sign(KEY, none, Instant.now()));

    assertThat(post(cloud, "probe=trust", none, signed).status()).isEqualTo(200);
    assertThat(post(cloud, "probe=trust", none, signed).status()).isEqualTo(200);
  }

  /** Numbers that ECMAScript cannot read have no canonical form, so no signature covers them. */
  @ParameterizedTest
  @ValueSource(strings = {"1e400", "-1e999999999", "17976931348623159e292"})
  void aNumberWithoutACanonicalFormIsRefused(String number) {
    byte[] body = WireJson.text(call())
        .replace("\"times\":1", "\"times\":" + number)
        .getBytes(StandardCharsets.UTF_8);
    Map<String, String> signed =
        Map.of(Admission.SIGNATURE, SigningKeys.sign(KEY, body, Instant.now()));

    assertThat(post(dev, QUERY, body, Map.of()).status()).isEqualTo(400);
    assertThat(post(cloud, QUERY, body, Map.of()).status()).isEqualTo(401);
    assertThat(post(cloud, QUERY, body, signed).status()).isEqualTo(400);
    assertThat(calls.made()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"steps\":[]}",
        "{\"version\":3}",
        "{\"version\":\"two\"}",
        "{\"steps\":\"none\"}",
        "{\"events\":{}}",
        "{\"events\":[1]}",
        "{\"event\":null}",
        "{\"event\":[]}",
        "{\"ctx\":null}",
        "{\"ctx\":{\"run_id\":\"\"}}",
        "{\"ctx\":{\"run_id\":7.5e300}}",
        "{\"ctx\":{\"run_id\":\"a\\nrun b has failed\"}}"
      })
  void aCallWithoutItsPartsIsRefused(String replaced) {
    ObjectNode body = call();
    body.setAll((ObjectNode) WireJson.own(replaced));

    EndpointReply reply = post(dev, QUERY, WireJson.bytes(body), Map.of());

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.headers()).containsKey("x-inngest-sdk");
    assertThat(calls.made()).isEmpty();
  }

  /** A server repeats the call for a step if it fails before it has noted that the outcome is stored. */
  @Test
  void aCallForAStoredStepDiscoversWhatComesNext() {
    ObjectNode call = call().put("version", 2);
    String again = StepHash.of("again");
    call.putObject("steps").putObject(again).put("data", 7);

    EndpointReply reply =
        post(dev, "fnId=demo-looped&stepId=" + again, WireJson.bytes(call), Map.of());

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.body()).asString().isEqualTo("[7]");
    assertThat(calls.made()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "{}", "{\"url\":7}", "{\"url\":\"file:///etc\"}"})
  void anInBandSyncNeedsTheUrl(String text) {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    Map<String, String> headers = Map.of(
        "x-inngest-sync-kind",
        "in_band",
        Admission.SIGNATURE,
        SigningKeys.sign(KEY, body, Instant.now()));

    EndpointReply reply = cloud.handle(
        new EndpointRequest("PUT", "https://app.example/api/inngest", Map.of(), headers, body));

    assertThat(reply.status()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"HEAD", "OPTIONS", "DELETE", "PATCH", "BREW"})
  void anotherMethodIsNotAllowed(String method) throws Exception {
    HttpResponse<String> response = send(method, new byte[0]);

    assertThat(response.statusCode()).isEqualTo(405);
    assertThat(response.headers().firstValue("allow")).hasValue("GET, PUT, POST");
  }

  /** A server ends a call by closing its connection, within the body or before the response. */
  @ParameterizedTest
  @ValueSource(ints = {0, 10, 1})
  void aCallThatIsCancelledDisturbsNoOther(int missing) throws Exception {
    http.createContext("/dev", dev.handler());
    byte[] body = WireJson.bytes(call());
    String head = "POST /dev?" + QUERY + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: "
        + body.length + "\r\n\r\n";
    try (Socket socket =
        new Socket(InetAddress.getLoopbackAddress(), http.getAddress().getPort())) {
      socket.setSoLinger(true, 0);
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().write(body, 0, body.length - missing);
      socket.getOutputStream().flush();
    }

    URI uri = URI.create("http://127.0.0.1:" + http.getAddress().getPort() + "/dev?" + QUERY);
    HttpRequest next =
        HttpRequest.newBuilder(uri).POST(BodyPublishers.ofByteArray(body)).build();
    assertThat(client.send(next, BodyHandlers.ofString()).statusCode()).isEqualTo(206);
    assertThat(calls.made()).hasSizeBetween(1, 2);
  }

  @Test
  void aLargeBodyOfAStrangerIsNotRead() throws Exception {
    assertThat(send("POST", new byte[1_000]).statusCode()).isEqualTo(401);
    assertThat(send("POST", new byte[70_000]).statusCode()).isEqualTo(413);
    assertThat(calls.made()).isEmpty();
  }

  /** Parsing them first would let anybody fill the memory. */
  @Test
  void largeBodiesAreVerifiedBeforeTheyAreParsed() {
    ObjectNode call = call();
    ((ObjectNode) call.path("event").path("data")).put("more", "x".repeat(1_100_000));
    byte[] canonical = CanonicalJson.bytes(call);
    byte[] spaced = (" " + CanonicalJson.text(call)).getBytes(StandardCharsets.UTF_8);
    Map<String, String> signed =
        Map.of(Admission.SIGNATURE, SigningKeys.sign(KEY, canonical, Instant.now()));
    Map<String, String> ofNothing =
        Map.of(Admission.SIGNATURE, SigningKeys.sign(KEY, new byte[0], Instant.now()));

    assertThat(post(cloud, QUERY, spaced, signed).status()).isEqualTo(401);
    assertThat(post(cloud, QUERY, canonical, ofNothing).status()).isEqualTo(401);
    assertThat(calls.made()).isEmpty();
    assertThat(post(cloud, QUERY, canonical, signed).status()).isEqualTo(206);
  }

  /** An empty state would execute all steps again. */
  @Test
  void aPageInPlaceOfTheStateIsNoState() {
    byte[] body = WireJson.bytes(call().put("use_api", true));

    EndpointReply reply = post(dev, QUERY, body, Map.of());

    assertThat(reply.status()).isEqualTo(500);
    assertThat(reply.headers().get("x-inngest-no-retry")).isEqualTo("false");
    assertThat(new String(reply.body(), StandardCharsets.UTF_8)).contains("is not JSON");
    assertThat(calls.made()).isEmpty();
  }

  @Test
  void aPageInPlaceOfAnAnswerIsNoRegistration() {
    assertThatThrownBy(() -> dev.register("http://localhost:1/api/inngest"))
        .isInstanceOf(ServerException.class)
        .hasMessageContaining("is this the address of an Inngest server?");
  }
}
