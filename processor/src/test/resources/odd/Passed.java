package odd;
import dev.stepwell.*;
import java.sql.*;
import java.time.*;
import java.util.*;
import java.util.concurrent.*;
import java.util.concurrent.atomic.*;
class Passed {
  static class Billing { @Step String charge(String o) { return o; } }
  static class Acc { public int sum; public Acc plus(int n) { Acc a = new Acc(); a.sum = sum + n; return a; } }
  private final Billing billing; private final javax.sql.DataSource ds;
  private final ConcurrentMap<String, String> sessions;
  private int used;
  Passed(Billing billing, javax.sql.DataSource ds, ConcurrentMap<String, String> sessions) { this.billing = billing; this.ds = ds; this.sessions = sessions; }
  @Function(id = "passed", event = "odd/passed")
  void run(String key, List<String> given, Acc acc, Steps steps) throws Exception {
    billing.charge(key);
    Billing b = billing; b.charge(key);
    steps.runInTransaction("t", String.class, c -> { try (PreparedStatement s = c.prepareStatement("select 1")) { s.executeQuery(); } return ""; });
    tx(steps.connection(), key);
    steps.run("once", () -> { Instant.now(); UUID.randomUUID(); Thread.sleep(1); used++; });
    String token = steps.run("token", String.class, () -> UUID.randomUUID().toString());
    Acc next = acc.plus(2);
    Acc own = new Acc(); own.sum = 4;
    List<Callable<String>> branches = new ArrayList<>();
    for (String g : given) { branches.add(() -> work(g)); }
    List<String> all = steps.all(branches);
    steps.all(List.of(() -> work("a"), () -> work("b")));
    AtomicInteger n = new AtomicInteger(); given.forEach(g -> n.incrementAndGet());
    Map<String, Integer> counts = new ConcurrentHashMap<>();
    steps.forEach(given, g -> { counts.merge(g, 1, Integer::sum); return work(g); });
    StringBuilder text = new StringBuilder(); for (String g : given) { text.append(work(g)); }
    steps.run("id-" + key + "-" + given.size() + "-" + key.hashCode() + List.of(key).hashCode(), () -> { });
    sorted(new ArrayList<>(given));
    Optional<String> first = given.stream().filter(g -> !g.isEmpty()).findFirst();
    first.ifPresent(this::work);
    Runnable unused = () -> { };
    unused.run();
    LocalDateTime ldt = LocalDateTime.ofInstant(steps.now(), ZoneId.of("Europe/Berlin"));
    ZonedDateTime z = steps.now().atZone(ZoneOffset.UTC);
    java.util.logging.Logger.getLogger("x").info("hello " + key);
    System.out.println(key);
    use("" + token + next + own + all + n + counts + text + ldt + z);
  }
  private static List<String> sorted(List<String> of) { of.sort(null); return of; }
  @Step(transactional = true) void tx(Connection c, String key) throws SQLException { try (Statement s = c.createStatement()) { s.execute("insert into x values (1)"); s.getConnection().setSavepoint(); } }
  @Step String work(String s) { List<String> l = new ArrayList<>(List.of(s)); l.add("x"); s = s + l; return s; }
  @Step void use(String s) { List<String> mine = new ArrayList<>(); mine.add(s); sort(mine); }
  private static void sort(List<String> l) { Collections.sort(l); }
  @Step List<String> copy(List<String> in) { List<String> out = new ArrayList<>(in); out.add("x"); in = out; in.add("y"); return in; }
}
