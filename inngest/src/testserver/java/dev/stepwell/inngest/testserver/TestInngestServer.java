package dev.stepwell.inngest.testserver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.stepwell.inngest.wire.CanonicalJson;
import dev.stepwell.inngest.wire.SigningKeys;
import dev.stepwell.inngest.wire.Ulid;
import dev.stepwell.inngest.wire.WireJson;
import dev.stepwell.runtime.time.Ids;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An Inngest server in memory, according to the protocol. It calls an endpoint over HTTP, and its time jumps to the
 * next due moment.
 */
public final class TestInngestServer implements AutoCloseable {
  private static final Pattern PART = Pattern.compile("(\\d+)(ms|[dhms])");

  private final HttpServer http;
  private final HttpClient client = HttpClient.newHttpClient();
  private final PriorityQueue<Item> queue =
      new PriorityQueue<>(Comparator.comparing(Item::due).thenComparing(Item::number));
  private final Map<String, JsonNode> functions = new HashMap<>();
  private final Set<String> eventIds = new HashSet<>();
  private final Set<String> orders = new HashSet<>();
  private final List<Wait> waits = new ArrayList<>();
  private final Map<String, List<ObjectNode>> batches = new HashMap<>();
  private static final long TICK_NANOS = 5_000_000;

  private volatile Duration now = Duration.ZERO;
  private volatile boolean closed;
  private int number;

  /** All runs, in the order of their starts. */
  public final List<ServerRun> runs = new CopyOnWriteArrayList<>();
  /** The received events. */
  public final List<JsonNode> events = new ArrayList<>();
  /** The bodies of checkpoints. */
  public final List<JsonNode> checkpoints = new CopyOnWriteArrayList<>();
  /** The bodies of registrations. */
  public final List<JsonNode> registrations = new CopyOnWriteArrayList<>();
  /** The headers of all requests to this server. */
  public final List<Map<String, List<String>>> requests = new CopyOnWriteArrayList<>();
  /** The responses of the endpoint to calls. */
  public final List<HttpResponse<byte[]>> replies = new ArrayList<>();
  /** Whether the server supports checkpoints. */
  public boolean takesCheckpoints;
  /** Whether calls leave the state to the API. */
  public boolean usesApi;
  /** The status of responses to checkpoints. */
  public int checkpointStatus = 200;
  /** The status of responses to events. */
  public int eventStatus = 200;
  /** The version of execution that new runs request. */
  public int firstVersion = -1;

  /** The key of the server's signatures; null for none. */
  public @Nullable String signingKey;

  private record Item(Duration due, int number, Runnable action) {}

  private record Wait(
      ServerRun run, String step, String event, String condition, boolean cancels) {}

  /** Starts a server on a free port. */
  public TestInngestServer() {
    try {
      http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    http.setExecutor(Executors.newCachedThreadPool(task -> {
      Thread thread = new Thread(task);
      thread.setDaemon(true);
      return thread;
    }));
    http.createContext("/", this::serve);
    http.start();
  }

  /** Starts a server whose time is the real one. */
  public static TestInngestServer inRealTime() {
    TestInngestServer server = new TestInngestServer();
    Thread clock = new Thread(server::follow, "test-inngest-clock");
    clock.setDaemon(true);
    clock.start();
    return server;
  }

  /** Executes what is due, in real time. */
  private void follow() {
    long startedAt = System.nanoTime();
    while (!closed) {
      Duration elapsed = Duration.ofNanos(System.nanoTime() - startedAt);
      if (elapsed.compareTo(now) > 0) {
        advance(elapsed.minus(now));
      }
      LockSupport.parkNanos(TICK_NANOS);
    }
  }

  /** The address of this server. */
  public String origin() {
    return "http://127.0.0.1:" + http.getAddress().getPort();
  }

  /** Requests an endpoint to register. */
  public HttpResponse<byte[]> sync(String url) {
    ObjectNode body = WireJson.object().put("url", url);
    return send(url, "PUT", WireJson.bytes(body), true);
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      byte[] body = exchange.getRequestBody().readAllBytes();
      requests.add(new HashMap<>(exchange.getRequestHeaders()));
      JsonNode json = body.length == 0 ? WireJson.object() : WireJson.read(body);
      if (path.equals("/fn/register")) {
        registrations.add(json);
        json.path("functions").forEach(f -> functions.put(f.path("id").asText(), f));
        answer(exchange, 200, WireJson.object().put("ok", true).put("modified", true));
      } else if (path.startsWith("/e/")) {
        answer(exchange, eventStatus, eventStatus == 200 ? take(json) : refusal());
      } else if (path.startsWith("/v1/checkpoint/")) {
        answer(exchange, checkpointStatus, checkpoint(json));
      } else if (path.startsWith("/v1/runs/")) {
        answerRun(exchange, path.substring("/v1/runs/".length()));
      } else if (path.startsWith("/v0/runs/")) {
        ServerRun run =
            runs.stream().filter(r -> path.contains(r.id)).findFirst().orElseThrow();
        answer(
            exchange,
            200,
            path.endsWith("batch") ? WireJson.array().addAll(run.events) : run.state());
      } else {
        answer(exchange, 404, WireJson.object());
      }
    }
  }

  /** Shows a run, or cancels it. */
  private void answerRun(HttpExchange exchange, String id) throws IOException {
    ServerRun run;
    synchronized (this) {
      run = runs.stream().filter(one -> one.id.equals(id)).findFirst().orElse(null);
    }
    if (run == null) {
      answer(exchange, 404, WireJson.object());
    } else if (exchange.getRequestMethod().equals("DELETE")) {
      at(Duration.ZERO, () -> end(run, "Cancelled", WireJson.object()));
      answer(exchange, 200, WireJson.object());
    } else {
      ObjectNode data = WireJson.object().put("run_id", id).put("status", run.status);
      data.set("output", run.result);
      ObjectNode body = WireJson.object();
      body.set("data", data);
      answer(exchange, 200, body);
    }
  }

  private ObjectNode refusal() {
    return WireJson.object().put("status", eventStatus).put("error", "not now");
  }

  private static void answer(HttpExchange exchange, int status, JsonNode body) throws IOException {
    byte[] bytes = WireJson.bytes(body);
    exchange.getResponseHeaders().set("content-type", "text/plain; charset=utf-8");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  private synchronized ObjectNode take(JsonNode sent) {
    ObjectNode reply = WireJson.object().put("status", 200);
    ArrayNode ids = reply.putArray("ids");
    for (JsonNode event : sent) {
      ids.add(Ulid.of(Ids.next()));
      at(Duration.ZERO, () -> receive((ObjectNode) event.deepCopy()));
    }
    return reply;
  }

  private synchronized JsonNode checkpoint(JsonNode body) {
    checkpoints.add(body);
    if (checkpointStatus == 200) {
      ServerRun run = runs.stream()
          .filter(r -> r.id.equals(body.path("run_id").asText()))
          .findFirst()
          .orElseThrow();
      body.path("steps")
          .forEach(op -> run.steps.put(op.path("id").asText(), wrapped("data", op.path("data"))));
    }
    return WireJson.object();
  }

  /** Sends an event. */
  public synchronized void send(String name, ObjectNode data) {
    ObjectNode event = WireJson.object().put("name", name);
    event.set("data", data);
    at(Duration.ZERO, () -> receive(event));
  }

  private void receive(ObjectNode event) {
    if (event.has("id") && !eventIds.add(event.path("id").asText())) {
      return;
    }
    if (!event.has("id")) {
      event.put("id", Ulid.of(Ids.next()));
    }
    if (!event.has("ts")) {
      event.put("ts", System.currentTimeMillis());
    }
    events.add(event);
    String name = event.path("name").asText();
    for (Wait wait : List.copyOf(waits)) {
      Map<String, JsonNode> variables = Map.of("event", wait.run.event, "async", event);
      if (wait.run.isRunning()
          && wait.event.equals(name)
          && (wait.condition.isEmpty() || MiniCel.holds(wait.condition, variables))) {
        waits.remove(wait);
        if (wait.cancels) {
          end(wait.run, "Cancelled", WireJson.object());
        } else {
          store(wait.run, wait.step, event);
        }
      }
    }
    functions.values().forEach(function -> start(function, event));
  }

  private void start(JsonNode function, ObjectNode event) {
    Map<String, JsonNode> variables = Map.of("event", event);
    for (JsonNode trigger : function.path("triggers")) {
      String expression = trigger.path("expression").asText("");
      if (trigger.path("event").asText().equals(event.path("name").asText())
          && (expression.isEmpty() || MiniCel.holds(expression, variables))
          && isNew(function, variables)) {
        gather(function, event);
      }
    }
  }

  /** Starts a run for the event; or for all of its batch, once that is full or its time is up. */
  private void gather(JsonNode function, ObjectNode event) {
    JsonNode batch = function.path("batchEvents");
    Map<String, JsonNode> variables = Map.of("event", event);
    String condition = batch.path("if").asText("");
    if (batch.isMissingNode() || !(condition.isEmpty() || MiniCel.holds(condition, variables))) {
      start(function, event, null, "");
      return;
    }
    String key = batch.path("key").asText("");
    String id = function.path("id").asText() + " "
        + (key.isEmpty() ? "" : MiniCel.value(key, variables).asText());
    List<ObjectNode> gathered = batches.computeIfAbsent(id, name -> new ArrayList<>());
    gathered.add(event);
    if (gathered.size() == batch.path("maxSize").asInt()) {
      startBatch(function, id, gathered);
    } else if (gathered.size() == 1) {
      at(duration(batch.path("timeout").asText()), () -> startBatch(function, id, gathered));
    }
  }

  private void startBatch(JsonNode function, String id, List<ObjectNode> gathered) {
    if (batches.remove(id, gathered)) {
      ServerRun run = start(function, gathered.get(0), null, "");
      run.events.addAll(gathered.subList(1, gathered.size()));
    }
  }

  private boolean isNew(JsonNode function, Map<String, JsonNode> variables) {
    String key = function.path("idempotency").asText("");
    return key.isEmpty()
        || orders.add(function.path("id") + " " + MiniCel.value(key, variables).asText());
  }

  private ServerRun start(
      JsonNode function, ObjectNode event, @Nullable ServerRun caller, String step) {
    ServerRun run = new ServerRun(Ulid.of(Ids.next()), function, event, now);
    run.version = firstVersion;
    run.caller = caller;
    run.callerStep = step;
    runs.add(run);
    for (JsonNode cancel : function.path("cancel")) {
      waits.add(
          new Wait(run, "", cancel.path("event").asText(), cancel.path("if").asText(""), true));
    }
    String finish = function.at("/timeouts/finish").asText("");
    if (!finish.isEmpty()) {
      at(duration(finish), () -> end(run, "Cancelled", WireJson.object()));
    }
    call(run, "step", 0, Duration.ZERO);
    return run;
  }

  /** A tick of a function's cron. */
  public ServerRun tick(String functionId, Instant time) {
    ObjectNode event = WireJson.object()
        .put("name", "inngest/scheduled.timer")
        .put("id", time.toString())
        .put("ts", time.toEpochMilli());
    event.putObject("data").put("cron", "* * * * *").put("scheduledAt", time.toString());
    return start(Objects.requireNonNull(functions.get(functionId)), event, null, "");
  }

  private synchronized void at(Duration delay, Runnable action) {
    queue.add(new Item(now.plus(delay), number++, action));
  }

  /** Executes everything that becomes due until then. */
  public TestInngestServer advance(Duration time) {
    Duration until = now.plus(time);
    while (true) {
      Item next;
      synchronized (this) {
        next = queue.peek();
        if (next == null || next.due.compareTo(until) > 0) {
          now = until;
          return this;
        }
        queue.poll();
        now = next.due;
      }
      next.action.run();
    }
  }

  private void call(ServerRun run, String step, int attempt, Duration delay) {
    at(delay, () -> {
      if (run.isRunning()) {
        run.calls++;
        String url = run.function.at("/steps/step/runtime/url").asText();
        byte[] body = CanonicalJson.bytes(run.body(attempt, usesApi, takesCheckpoints));
        HttpResponse<byte[]> reply =
            send(url.replace("stepId=step", "stepId=" + step), "POST", body, true);
        replies.add(reply);
        handle(run, step, attempt, reply);
      }
    });
  }

  /** Sends a request, signed or not, and returns the response. */
  public HttpResponse<byte[]> send(String url, String method, byte[] body, boolean sign) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url))
        .header("content-type", "application/json")
        .method(method, HttpRequest.BodyPublishers.ofByteArray(body));
    if (signingKey != null && sign) {
      request.header("x-inngest-signature", SigningKeys.sign(signingKey, body, Instant.now()));
    }
    try {
      return client.send(request.build(), BodyHandlers.ofByteArray());
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void handle(ServerRun run, String step, int attempt, HttpResponse<byte[]> reply) {
    JsonNode body = WireJson.own(new String(reply.body(), StandardCharsets.UTF_8));
    boolean isFinal =
        reply.headers().firstValue("x-inngest-no-retry").orElse("").equals("true")
            || attempt + 1 >= run.maxAttempts();
    Duration after = reply
        .headers()
        .firstValue("retry-after")
        .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)))
        .orElse(Duration.ofSeconds(15));
    if (reply.headers().firstValue("x-inngest-sdk").isEmpty()) {
      throw new AssertionError("a reply without x-inngest-sdk");
    }
    if (reply.statusCode() == 206) {
      if (run.version < 0) {
        run.version =
            Integer.parseInt(reply.headers().firstValue("x-inngest-req-version").orElse("0"));
      }
      operations(run, step, attempt, body, isFinal, after);
    } else if (reply.statusCode() == 200) {
      end(run, "Completed", decoded(body));
    } else if (isFinal) {
      end(run, "Failed", body);
    } else {
      call(run, step, attempt + 1, after);
    }
  }

  /** A real server takes a text that is itself a JSON object for that object. */
  private static JsonNode decoded(JsonNode result) {
    String text = result.isTextual() ? result.textValue() : "";
    try {
      return text.startsWith("{") && text.endsWith("}") ? WireJson.read(text) : result;
    } catch (IOException e) {
      return result;
    }
  }

  private void operations(
      ServerRun run, String step, int attempt, JsonNode ops, boolean isFinal, Duration after) {
    if (ops.size() > 1) {
      run.plansAll = true;
      ops.forEach(op -> {
        String id = op.path("id").asText();
        if (!op.path("op").asText().equals("StepRun") && !run.steps.containsKey(id)) {
          run.pending.add(id);
        }
      });
    }
    for (JsonNode op : ops) {
      String id = op.path("id").asText();
      JsonNode opts = op.path("opts");
      switch (op.path("op").asText()) {
        case "StepRun" -> store(run, id, wrapped("data", op.path("data")));
        case "StepFailed" -> store(run, id, wrapped("error", op.path("error")));
        case "StepError" -> {
          if (isFinal) {
            store(run, id, wrapped("error", op.path("error")));
          } else {
            call(run, step, attempt + 1, after);
          }
        }
        case "RunComplete" -> end(run, "Completed", op.path("data"));
        default -> {
          if (run.known.add(id)) {
            begin(run, id, op.path("op").asText(), opts);
          }
        }
      }
    }
  }

  private void begin(ServerRun run, String id, String op, JsonNode opts) {
    switch (op) {
      case "StepPlanned" -> call(run, id, 0, Duration.ZERO);
      case "Sleep" ->
        at(duration(opts.path("duration").asText()), () -> store(run, id, NullNode.instance));
      case "WaitForEvent" -> {
        Wait wait =
            new Wait(run, id, opts.path("event").asText(), opts.path("if").asText(""), false);
        waits.add(wait);
        at(duration(opts.path("timeout").asText()), () -> {
          if (waits.remove(wait)) {
            store(run, id, NullNode.instance);
          }
        });
      }
      case "InvokeFunction" -> {
        ObjectNode event = WireJson.object().put("name", "inngest/function.invoked");
        event.put("id", Ulid.of(Ids.next()));
        event.set("data", opts.path("payload").path("data").deepCopy());
        if (opts.path("payload").has("user")) {
          event.set("user", opts.path("payload").path("user"));
        }
        ((ObjectNode) event.get("data")).putObject("_inngest").put("fn_id", "x");
        JsonNode function = functions.get(opts.path("function_id").asText());
        if (function == null) {
          store(
              run,
              id,
              wrapped(
                  "error",
                  WireJson.object()
                      .put("name", "Error")
                      .put(
                          "message",
                          "could not find function with ID: "
                              + opts.path("function_id").asText())));
        } else {
          start(function, event, run, id);
        }
      }
      default -> throw new AssertionError("an operation that no server knows: " + op);
    }
  }

  private static ObjectNode wrapped(String name, JsonNode value) {
    ObjectNode wrapper = WireJson.object();
    wrapper.set(name, value);
    return wrapper;
  }

  private void store(ServerRun run, String id, JsonNode memo) {
    if (!run.isRunning() || run.steps.containsKey(id)) {
      return;
    }
    run.steps.put(id, memo);
    run.pending.remove(id);
    if (run.version == 1 || run.pending.isEmpty()) {
      run.plansAll = run.version == 1 && run.plansAll;
      call(run, "step", 0, Duration.ZERO);
    }
  }

  private void end(ServerRun run, String status, JsonNode result) {
    if (!run.isRunning()) {
      return;
    }
    run.status = status;
    run.result = result;
    if (run.caller != null) {
      store(
          run.caller,
          run.callerStep,
          wrapped(status.equals("Completed") ? "data" : "error", result));
    }
    if (status.equals("Failed")) {
      ObjectNode event =
          WireJson.object().put("name", "inngest/function.failed").put("id", run.id);
      ObjectNode data =
          event.putObject("data").put("function_id", run.functionId()).put("run_id", run.id);
      data.set("error", result);
      data.set("result", result);
      data.set("event", run.event);
      data.putArray("events").addAll(run.events);
      receive(event);
    }
  }

  private static Duration duration(String text) {
    Duration sum = Duration.ZERO;
    Matcher parts = PART.matcher(text);
    while (parts.find()) {
      long count = Long.parseLong(parts.group(1));
      sum = sum.plus(
          switch (parts.group(2)) {
            case "d" -> Duration.ofDays(count);
            case "h" -> Duration.ofHours(count);
            case "m" -> Duration.ofMinutes(count);
            case "s" -> Duration.ofSeconds(count);
            default -> Duration.ofMillis(count);
          });
    }
    return sum;
  }

  /** The only run of a function. */
  public ServerRun run(String functionId) {
    List<ServerRun> found =
        runs.stream().filter(run -> run.functionId().equals(functionId)).toList();
    if (found.size() != 1) {
      throw new AssertionError(found.size() + " runs of " + functionId);
    }
    return found.get(0);
  }

  @Override
  public void close() {
    closed = true;
    http.stop(0);
  }
}
