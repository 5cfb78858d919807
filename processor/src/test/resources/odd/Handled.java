package odd;
import dev.stepwell.*;
import java.io.*;
import java.time.*;
import java.util.*;
import java.util.function.Supplier;
import java.util.stream.*;
@SuppressWarnings("serial")
class Handled {
  static class Declined extends RuntimeException { }
  interface Gateway { void check(String k) throws IOException; }
  static final class Validator { void validate(String k) { if (k.isBlank()) throw new Declined(); } }
  @Event("odd/handled.shipped") record Shipped(String id, String by) { }
  private final Gateway gateway; private final Supplier<String> names; private final Random random = new Random(42);
  private final Validator validator = new Validator();
  Handled(Gateway gateway, Supplier<String> names) { this.gateway = gateway; this.names = names; }
  @Function(id = "handled", event = "odd/handled", finishTimeout = "30d")
  String run(String key, Set<String> tags, Map<String, String> labels, Steps steps) throws Exception {
    try { work(key); gateway.check(key); } catch (IOException e) { work("x"); }
    try { work(key); validator.validate(key); } catch (Declined e) { work("y"); }
    try { work(key); if (key.isEmpty()) { throw new Declined(); } } catch (Declined e) { work("z"); }
    try { steps.run("a", () -> { throw new Declined(); }); } catch (StepFailedException e) { if (e.getMessage() == null) { work("q"); } }
    for (String t : tags) { work(t); }
    labels.forEach((k, v) -> work(k + v));
    for (Map.Entry<String, String> e : labels.entrySet()) { work(e.getKey()); }
    steps.send("s", new Shipped(key, null));
    Shipped s = new Shipped(key, "b"); steps.send("t", s);
    steps.sendAll("u", List.of(s, new Shipped("a", "b")));
    steps.sendAll("v", tags.stream().map(t -> new Shipped(t, "x")).toList());
    steps.waitForEvent("w", Handled_ShippedCatalog.where().id(key), Duration.ofDays(2)).map(Shipped::by).ifPresent(this::work);
    steps.waitForEvent("w0", Handled_ShippedCatalog.where().id(key), Duration.ZERO);
    var text = switch (key) { case "a" -> "x"; case "b" -> { work("b"); yield "y"; } default -> "z"; };
    Object o = key; if (o instanceof String str && !str.isEmpty()) { work(str); }
    String joined = tags.stream().sorted().collect(Collectors.joining(","));
    class Local { int n; void up() { n++; } }
    Local l = new Local(); l.up(); l.n = 4;
    int[] counts = new int[2]; counts[0]++; Arrays.fill(counts, 2);
    Iterator<String> it = List.of("a", "b").iterator(); while (it.hasNext()) { work(it.next()); }
    steps.race("r", List.of(() -> work("a"), () -> { steps.sleep("t", Duration.ofDays(1)); return "late"; }));
    long len = Stream.of("a").map(String::length).reduce(0, Integer::sum);
    Duration backoff = Duration.ofMinutes(5).multipliedBy(2).plusSeconds(3);
    steps.sleep("back", backoff);
    return text + joined + len + names.get();
  }
  @Step String work(String s) { return s; }
}
