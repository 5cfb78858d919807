package odd;
import dev.stepwell.*;
import java.math.*;
import java.sql.*;
import java.time.*;
import java.time.Instant;
import java.util.*;
import java.util.concurrent.*;
import java.util.stream.*;
class Resolved {
  enum Color { RED, GREEN }
  record Money(int cents) { Money add(Money m) { return new Money(cents + m.cents); } Money with(int c) { return new Money(c); } }
  record Order(String id, List<String> lines) { Order { lines = List.copyOf(lines); } Order plus(String l) { var all = new ArrayList<>(lines); all.add(l); return new Order(id, all); } }
  static final class Counter { private int n; int next() { return ++n; } }
  static final Map<String, Integer> PRICES = Map.of("a", 1, "b", 2);
  private static final Duration DAY = Duration.ofDays(1);
  private final Clock clock; private final Map<String, String> config; private String name = "x";
  Resolved(Clock clock, Map<String, String> config) { this.clock = clock; this.config = config; this.name = name.trim(); }
  @Function(id = "resolved", event = "odd/resolved", finishTimeout = "5d")
  void run(String key, List<String> given, Steps steps) throws Exception {
    Instant at = Clock.fixed(steps.now(), ZoneOffset.UTC).instant();
    Clock fixed = Clock.fixed(steps.now(), ZoneId.of("UTC"));
    Instant b = fixed.instant();
    LocalDate d = LocalDate.now(fixed);
    Clock moved = Clock.offset(fixed, Duration.ofHours(1));
    long m = moved.millis();
    Random seeded = new Random(key.hashCode());
    int r = seeded.nextInt(4);
    Counter c = new Counter();
    int i = c.next() + c.next();
    Money money = money().add(new Money(2)).with(4);
    Order o = order(); Order p = o.plus("x");
    List<String> copy = new ArrayList<>(o.lines()); copy.add("more"); copy.sort(null);
    var map = new HashMap<String, Integer>(); for (String g : given) { map.merge(g, 1, Integer::sum); }
    for (String s : new TreeMap<>(map).keySet()) { work(s); }
    for (Color x : EnumSet.allOf(Color.class)) { paint(x); }
    for (Color x : Color.values()) { paint(x); }
    for (var e : new EnumMap<Color, String>(Color.class).entrySet()) { paint(e.getKey()); }
    for (String s : new HashSet<>(given)) { work(s); }
    int sum = 0; for (String s : Set.of("a", "b")) { sum += PRICES.get(s); }
    given.stream().sorted().forEach(this::work);
    Set.of("b", "a").stream().sorted().forEach(this::work);
    steps.sleep("day", DAY); steps.sleep("two", Duration.ofDays(2)); steps.sleep("zero", Duration.ZERO);
    steps.sleepUntil("until", steps.now().plus(Duration.ofDays(1)).minusSeconds(30));
    String out = config.getOrDefault("a", "b") + this.name;
    List<String> results = steps.forEach(given, g -> { List<String> own = new ArrayList<>(); own.add(work(g)); return own.get(0); });
    results.add("mine");
    steps.run("local", () -> { List<String> own = new ArrayList<>(); own.add(key); Files f = new Files(); f.delete(); });
    try { work("a"); } catch (StepFailedException e) { work("b"); }
    try { work("a"); } catch (RuntimeException e) { work("b"); }
    try { work("a"); Integer.parseInt(key); } catch (NumberFormatException e) { work("c"); }
    try { work("a"); check(key); } catch (IllegalArgumentException e) { work("d"); }
    try { work("a"); } catch (Throwable t) { work("e"); throw t; }
    try { work("f"); } finally { sum++; }
    while (true) { if (work("x").isEmpty()) { break; } }
    for (;;) { if (sum++ > 3) { return; } work("y"); }
  }
  static final class Files { void delete() { } }
  private static void check(String k) { if (k.isEmpty()) { throw new IllegalArgumentException(k); } }
  @Step String work(String s) { return s; }
  @Step void paint(Color c) { }
  @Step Money money() { return new Money(1); }
  @Step Order order() { return new Order("", List.of()); }
}
