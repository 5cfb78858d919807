package dev.stepwell.processor.graph;

import com.sun.source.tree.ExpressionTree;
import dev.stepwell.processor.model.Hazard;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Platform methods and constructors that are not safe between steps: {@code m} with any arguments, {@code m/0} with
 * none, {@code *} for all of the class, {@code new} for its constructors.
 */
final class Unstable {
  private static final Map<Hazard, String> LISTS = Map.of(
      Hazard.TIME,
      """
      java.time.Instant now/0
      java.time.LocalDate now/0
      java.time.LocalTime now/0
      java.time.LocalDateTime now/0
      java.time.OffsetDateTime now/0
      java.time.ZonedDateTime now/0
      java.time.MonthDay now/0
      java.time.OffsetTime now/0
      java.time.Year now/0
      java.time.YearMonth now/0
      java.time.Clock systemUTC systemDefaultZone system tickMillis tickMinutes tickSeconds instant millis
      java.time.InstantSource system instant millis
      java.time.chrono.HijrahDate now/0
      java.time.chrono.JapaneseDate now/0
      java.time.chrono.MinguoDate now/0
      java.time.chrono.ThaiBuddhistDate now/0
      java.lang.System currentTimeMillis nanoTime
      java.util.Date new/0
      java.util.Calendar getInstance
      java.util.GregorianCalendar new/0
      """,
      Hazard.ID,
      "java.util.UUID randomUUID",
      Hazard.RANDOM,
      """
      java.lang.Math random
      java.lang.StrictMath random
      java.util.Random new/0
      java.util.SplittableRandom new/0
      java.util.Collections shuffle/1
      java.util.concurrent.ThreadLocalRandom current
      java.util.random.RandomGenerator getDefault of
      java.util.random.RandomGeneratorFactory of getDefault
      java.security.SecureRandom new *
      """,
      Hazard.ENVIRONMENT,
      """
      java.lang.System getenv getProperty getProperties
      java.lang.Boolean getBoolean
      java.lang.Integer getInteger
      java.lang.Long getLong
      java.lang.Runtime getRuntime version
      java.lang.ProcessHandle current
      java.lang.Thread getName getId threadId
      java.lang.management.ManagementFactory *
      java.net.NetworkInterface *
      java.nio.charset.Charset defaultCharset
      java.net.InetAddress getLocalHost
      java.time.ZoneId systemDefault
      java.util.TimeZone getDefault
      java.util.Locale getDefault
      org.springframework.core.env.Environment getProperty getRequiredProperty
      org.springframework.core.env.PropertyResolver getProperty getRequiredProperty
      """,
      Hazard.IO,
      """
      java.nio.file.Files *
      java.io.File exists isFile isDirectory length lastModified list listFiles createNewFile mkdir mkdirs delete renameTo createTempFile
      java.io.FileInputStream new
      java.io.FileOutputStream new
      java.io.FileReader new
      java.io.FileWriter new
      java.io.PrintStream new
      java.io.PrintWriter new
      java.io.RandomAccessFile new
      java.util.Scanner new
      java.lang.ProcessBuilder new
      java.net.InetAddress getByName getAllByName
      java.net.URL openStream openConnection getContent
      java.net.URLConnection connect getInputStream getOutputStream getContent
      java.net.HttpURLConnection connect getInputStream getOutputStream getResponseCode
      java.nio.channels.FileChannel open
      java.nio.channels.SocketChannel open
      java.nio.channels.ServerSocketChannel open
      java.nio.file.Path toRealPath
      java.io.Console *
      java.net.Socket new
      java.net.ServerSocket new
      java.net.DatagramSocket new
      java.net.http.HttpClient *
      java.sql.DriverManager *
      java.sql.Connection createStatement prepareStatement prepareCall commit rollback
      java.sql.Statement execute executeBatch executeQuery executeUpdate executeLargeUpdate
      java.sql.PreparedStatement execute executeBatch executeQuery executeUpdate executeLargeUpdate
      javax.sql.DataSource getConnection
      jakarta.persistence.EntityManager createNativeQuery createQuery find flush merge persist refresh remove
      okhttp3.Call execute
      org.springframework.data.repository.CrudRepository *
      org.springframework.data.repository.ListCrudRepository *
      org.springframework.data.repository.PagingAndSortingRepository *
      org.springframework.data.jpa.repository.JpaRepository *
      org.springframework.jdbc.core.JdbcOperations *
      org.springframework.jdbc.core.JdbcTemplate *
      org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate *
      org.springframework.jdbc.core.simple.JdbcClient sql
      org.springframework.kafka.core.KafkaTemplate send
      org.springframework.mail.MailSender send
      org.springframework.mail.javamail.JavaMailSender send
      org.springframework.web.client.RestClient delete get method patch post put
      org.springframework.web.client.RestOperations *
      org.springframework.web.client.RestTemplate *
      org.springframework.web.reactive.function.client.WebClient delete get method patch post put
      """,
      Hazard.SLEEP,
      """
      java.lang.Object wait
      java.lang.Thread sleep
      java.util.concurrent.TimeUnit sleep
      java.util.concurrent.locks.Condition await awaitNanos awaitUntil awaitUninterruptibly
      java.util.concurrent.locks.LockSupport park parkNanos parkUntil
      java.util.concurrent.CountDownLatch await
      java.util.concurrent.CyclicBarrier await
      java.util.concurrent.Semaphore acquire
      java.util.concurrent.BlockingQueue take put poll/2 offer/3
      java.util.concurrent.BlockingDeque take put takeFirst takeLast poll/2 offer/3
      java.util.concurrent.TransferQueue take put transfer poll/2 offer/3
      java.util.concurrent.ArrayBlockingQueue take put poll/2 offer/3
      java.util.concurrent.DelayQueue take poll/2
      java.util.concurrent.LinkedBlockingDeque take put takeFirst takeLast poll/2 offer/3
      java.util.concurrent.LinkedBlockingQueue take put poll/2 offer/3
      java.util.concurrent.LinkedTransferQueue take transfer poll/2
      java.util.concurrent.PriorityBlockingQueue take poll/2
      java.util.concurrent.SynchronousQueue take put poll/2 offer/3
      """,
      Hazard.THREAD,
      """
      java.lang.Thread new startVirtualThread ofVirtual ofPlatform
      java.lang.Thread.Builder start
      java.util.Timer new
      java.util.concurrent.CompletableFuture supplyAsync runAsync delayedExecutor
      java.util.concurrent.CompletionService submit
      java.util.concurrent.ExecutorCompletionService submit
      java.util.concurrent.ForkJoinTask fork
      java.util.concurrent.RecursiveAction fork
      java.util.concurrent.RecursiveTask fork
      java.util.concurrent.Executor execute
      java.util.concurrent.Executors *
      java.util.concurrent.ExecutorService execute submit invokeAll invokeAny
      java.util.concurrent.ScheduledExecutorService execute submit invokeAll invokeAny schedule scheduleAtFixedRate scheduleWithFixedDelay
      java.util.concurrent.ForkJoinPool new commonPool execute submit invoke
      java.util.concurrent.ThreadPoolExecutor new execute submit
      """,
      Hazard.STEP_ID,
      "java.lang.System identityHashCode");

  private static final Map<String, Hazard> HAZARDS = new HashMap<>();

  /** The classes named here, and those that other classes need. */
  private static final Set<String> CLASSES = new TreeSet<>(List.of(
      "java.io.ByteArrayOutputStream",
      "java.io.CharArrayWriter",
      "java.io.StringWriter",
      "java.lang.Error",
      "java.lang.StringBuffer",
      "java.lang.StringBuilder",
      "java.lang.ThreadLocal",
      "java.time.Duration",
      "java.util.ArrayDeque",
      "java.util.Deque",
      "java.util.EnumMap",
      "java.util.EnumSet",
      "java.util.Iterator",
      "java.util.PriorityQueue",
      "java.util.Queue",
      "java.util.SortedMap",
      "java.util.SortedSet",
      "java.util.StringJoiner",
      "java.util.concurrent.ConcurrentHashMap",
      "java.util.concurrent.ConcurrentLinkedQueue",
      "java.util.concurrent.ConcurrentMap",
      "java.util.concurrent.CopyOnWriteArrayList",
      "java.util.concurrent.atomic.AtomicBoolean",
      "java.util.concurrent.atomic.AtomicInteger",
      "java.util.concurrent.atomic.AtomicLong",
      "java.util.concurrent.atomic.AtomicReference",
      "java.lang.Throwable",
      "java.time.ZoneOffset",
      "java.util.ArrayList",
      "java.util.Collection",
      "java.util.HashMap",
      "java.util.HashSet",
      "java.util.LinkedHashMap",
      "java.util.LinkedHashSet",
      "java.util.LinkedList",
      "java.util.List",
      "java.util.Map",
      "java.util.Set",
      "java.util.TreeMap",
      "java.util.TreeSet",
      "java.util.AbstractCollection",
      "java.util.AbstractList",
      "java.util.AbstractMap",
      "java.util.AbstractSet",
      "java.util.Arrays",
      "java.util.BitSet",
      "java.util.Hashtable",
      "java.util.IdentityHashMap",
      "java.util.ListIterator",
      "java.util.Map.Entry",
      "java.util.NavigableMap",
      "java.util.NavigableSet",
      "java.util.Properties",
      "java.util.SequencedCollection",
      "java.util.SequencedMap",
      "java.util.SequencedSet",
      "java.util.Stack",
      "java.util.Vector",
      "java.util.WeakHashMap",
      "java.util.concurrent.BlockingDeque",
      "java.util.concurrent.BlockingQueue",
      "java.util.concurrent.ConcurrentSkipListMap",
      "java.util.concurrent.ConcurrentSkipListSet",
      "java.util.concurrent.CopyOnWriteArraySet",
      "java.util.concurrent.atomic.AtomicIntegerArray",
      "java.util.concurrent.atomic.AtomicLongArray",
      "java.util.concurrent.atomic.AtomicReferenceArray",
      "java.util.concurrent.atomic.DoubleAdder",
      "java.util.concurrent.atomic.LongAccumulator",
      "java.util.concurrent.atomic.LongAdder",
      "java.util.stream.IntStream",
      "java.util.stream.LongStream",
      "java.util.stream.Stream",
      "dev.stepwell.Allow",
      "dev.stepwell.contract.UncatchableSuspension"));

  static {
    LISTS.forEach((hazard, list) -> list.lines().forEach(line -> {
      List<String> words = List.of(line.split(" ", -1));
      CLASSES.add(words.get(0));
      words.stream().skip(1).forEach(word -> HAZARDS.put(words.get(0) + " " + word, hazard));
    }));
  }

  private final Meanings meanings;

  Unstable(Meanings meanings) {
    this.meanings = meanings;
  }

  /** Whether objects of this class hold others, and can be changed. */
  static boolean isContainer(String type) {
    return CLASSES.contains(type)
        && type.matches(
            "java\\.lang\\.(StringBu.*|ThreadLocal)|java\\.io\\..*(Writer|ArrayOutputStream)|java\\.util\\.(concurrent\\.)?(atomic\\.)?[A-Z][\\w.]+")
        && !type.matches(
            ".*(Date|Calendar|Random|UUID|Timer|TimeZone|Locale|Collections|Arrays|stream\\..*|Execut.*|Future|Pool.*)");
  }

  /** The full names of the classes listed here. */
  static Set<String> classes() {
    return CLASSES;
  }

  /** The hazard of calling this method with these arguments; null if none. */
  @Nullable
  Hazard call(
      String type, String method, List<? extends ExpressionTree> arguments, ReaderFrame frame) {
    boolean isLive =
        method.equals("now") && arguments.size() == 1 && isLive(arguments.get(0), frame);
    return find(type, method, isLive ? 0 : arguments.size());
  }

  /** Whether this is the zone or the clock of the machine, instead of one derived from a stored time. */
  private boolean isLive(ExpressionTree argument, ReaderFrame frame) {
    String type = meanings.ofZone(argument, frame);
    return "java.time.ZoneId".equals(type)
        || "java.time.ZoneOffset".equals(type)
        || meanings.field(argument, frame) != null;
  }

  /** The hazard of this constructor for this number of arguments; null if none. */
  static @Nullable Hazard made(String type, int arguments) {
    return HAZARDS.getOrDefault(type + " new", HAZARDS.get(type + " new/" + arguments));
  }

  /** The hazard of this method, for any arguments of a method reference; null if none. */
  static @Nullable Hazard reference(String type, String method) {
    return method.equals("new") ? made(type, 0) : find(type, method, 0);
  }

  private static @Nullable Hazard find(String type, String method, int arguments) {
    for (String key : List.of(method, method + "/" + arguments, "*")) {
      Hazard hazard = HAZARDS.get(type + " " + key);
      if (hazard != null) {
        return hazard;
      }
    }
    return null;
  }
}
