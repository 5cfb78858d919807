package dev.stepwell.benchmarks;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stepwell.inngest.InngestEndpoint;
import dev.stepwell.inngest.InngestSettings;
import dev.stepwell.inngest.wire.CanonicalJson;
import dev.stepwell.inngest.wire.EndpointReply;
import dev.stepwell.inngest.wire.EndpointRequest;
import dev.stepwell.inngest.wire.SigningKeys;
import dev.stepwell.inngest.wire.StepHash;
import dev.stepwell.inngest.wire.Ulid;
import dev.stepwell.inngest.wire.WireJson;
import dev.stepwell.runtime.time.Ids;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Measurement 9: the CPU time of signed calls of an Inngest server in the endpoint. */
final class InngestCalls implements Measurement {
  private static final int MEMOISED = 200;
  private static final int WARMING = 1_000;
  private static final int CALLS = 1_000;
  private static final double MAX_CALL_MILLIS = 1;
  private static final double MAX_STEP_MILLIS = 0.2;
  private static final String KEY = "0123456789abcdef0123456789abcdef";

  @Override
  public String title() {
    return "9. The endpoint for an Inngest server";
  }

  @Override
  public void measure(Bench bench, Report report) throws Exception {
    Map<String, Bench.Once<Double>> each = new LinkedHashMap<>();
    for (int memoised : new int[] {0, MEMOISED}) {
      each.put(name(memoised), database -> millis(memoised));
    }
    Map<String, List<Double>> found = bench.rounds(each);
    Table table = new Table("a call", "ms of CPU (median)", "least … greatest");
    found.forEach((name, values) -> {
      BenchmarkSamples samples = BenchmarkSamples.of(values, value -> value);
      table.row(name, samples.median(), samples.range());
    });
    report.paragraph(
        "CPU time of the thread that handles a signed call, without HTTP: the call brings the stored steps of the run, executes the next"
            + " step and answers.");
    report.table(table);
    double call = median(found, 0);
    double step = (median(found, MEMOISED) - call) / MEMOISED;
    report.bar("at most 1 ms per call", millis(call), call <= MAX_CALL_MILLIS);
    report.bar("at most 0.2 ms per stored step", millis(step), step <= MAX_STEP_MILLIS);
  }

  private static String name(int memoised) {
    return "with " + memoised + " stored steps";
  }

  private static String millis(double value) {
    return Table.number(value) + " ms";
  }

  private static double median(Map<String, List<Double>> found, int memoised) {
    return BenchmarkSamples.of(found.getOrDefault(name(memoised), List.of()), value -> value)
        .median();
  }

  /** The CPU time of a call, in milliseconds. */
  private static double millis(int memoised) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    InngestSettings settings =
        InngestSettings.cloud("benchmarks", "http://localhost:1", KEY, "key").withoutCheckpoints();
    try (InngestEndpoint endpoint =
        InngestEndpoint.of(settings, new DurableFlows(new BenchmarkProbe()))) {
      long nanos = 0;
      for (int i = 0; i < WARMING + CALLS; i++) {
        EndpointRequest request = call(memoised);
        long before = threads.getCurrentThreadCpuTime();
        EndpointReply reply = endpoint.handle(request);
        nanos += i < WARMING ? 0 : threads.getCurrentThreadCpuTime() - before;
        if (reply.status() != 206) {
          throw new IllegalStateException("the endpoint answered " + reply.status());
        }
      }
      return nanos / 1e6 / CALLS;
    }
  }

  /** A call of a run with this many stored steps; each is of another run, because a signature is admitted once. */
  private static EndpointRequest call(int memoised) {
    ObjectNode body = WireJson.object().put("version", 2);
    body.putObject("ctx")
        .put("run_id", Ulid.of(Ids.next()))
        .put("attempt", 0)
        .put("max_attempts", 5);
    ObjectNode event = body.putObject("event").put("name", "benchmarks/count.wanted");
    event.putObject("data").put("steps", memoised + 1);
    ObjectNode steps = body.putObject("steps");
    for (int i = 0; i < memoised; i++) {
      steps.putObject(StepHash.of(i == 0 ? "add" : "add:" + i)).put("data", i);
    }
    byte[] bytes = CanonicalJson.bytes(body);
    return new EndpointRequest(
        "POST",
        "http://localhost/api/inngest",
        Map.of("fnId", "benchmarks-count", "stepId", "step"),
        Map.of("x-inngest-signature", SigningKeys.sign(KEY, bytes, Instant.now())),
        bytes);
  }
}
