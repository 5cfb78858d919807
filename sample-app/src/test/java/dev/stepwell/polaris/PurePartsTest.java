package dev.stepwell.polaris;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.microsoft.playwright.Page;
import dev.stepwell.dev.DevDatabase;
import dev.stepwell.runtime.Stepwell;
import dev.stepwell.server.StepwellServer;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the functions of the dashboard return that draw nothing: one page imports their modules. In a case, {@code it} is
 * the module. A result other than a text is compared as JSON.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("browser")
class PurePartsTest {
  /** Evaluates an expression at a fixed time; {@code at} evaluates a part of it at another address. */
  private static final String EVALUATE = """
      async () => {
        const it = await import(new URL('assets/%s', document.baseURI));
        const at = (address, read) => {
          const before = location.href;
          history.replaceState(history.state, '', address);
          try {
            return read();
          } finally {
            history.replaceState(history.state, '', before);
          }
        };
        const { now } = Date;
        Date.now = () => Date.parse('2026-03-01T12:00:00Z');
        try {
          const value = %s;
          return typeof value === 'string' ? value : JSON.stringify(value);
        } finally {
          Date.now = now;
        }
      }""";

  private DevDatabase database;
  private Stepwell stepwell;
  private StepwellServer server;
  private Dashboard dashboard;
  private Page page;

  @BeforeAll
  void open(@TempDir Path folder) throws Exception {
    database = DevDatabase.open(folder);
    stepwell = database.stepwell().start();
    server = StepwellServer.start(stepwell, 0);
    dashboard = new Dashboard("http://127.0.0.1:" + server.port());
    page = dashboard.open("/limits");
  }

  @AfterAll
  void close() throws Exception {
    dashboard.close();
    server.close();
    stepwell.close();
    database.close();
  }

  private void check(String module, String expression, String expected) {
    Object found = page.evaluate(EVALUATE.formatted(module, expression));

    assertThat(found).as(expression).isEqualTo(expected);
    assertThat(dashboard.takeComplaints()).isEmpty();
  }

  private static Stream<Arguments> formats() {
    return Stream.of(
        arguments("it.duration(null)", "–"),
        arguments("it.duration(undefined)", "–"),
        arguments("it.duration(NaN)", "–"),
        arguments("it.duration(-5)", "0 ms"),
        arguments("it.duration(0.44)", "0.4 ms"),
        arguments("it.duration(9.97)", "10 ms"),
        arguments("it.duration(12.2)", "12 ms"),
        arguments("it.duration(999.6)", "999 ms"),
        arguments("it.duration(1000)", "1.0 s"),
        arguments("it.duration(59_999)", "59.9 s"),
        arguments("it.duration(60_000)", "1 min"),
        arguments("it.duration(3_599_999)", "59 min 59 s"),
        arguments("it.duration(3_600_000)", "1 h"),
        arguments("it.duration(90_000_000)", "1 d 1 h"),
        arguments("it.between(null, '2026-03-01T12:00:00Z')", "null"),
        arguments("it.between('2026-03-01T11:59:58.500Z', '2026-03-01T12:00:00Z')", "1500"),
        arguments("it.between('2026-03-01T11:59:58.500Z', null)", "1500"),
        arguments("it.ago(null)", "–"),
        arguments("it.ago('2026-03-01T12:01:30Z')", "in 1 min 30 s"),
        arguments("it.ago('2026-03-01T11:59:58.001Z')", "just now"),
        arguments("it.ago('2026-03-01T11:59:00.001Z')", "59 s ago"),
        arguments("it.ago('2026-03-01T11:00:01Z')", "59 min ago"),
        arguments("it.ago('2026-02-28T12:00:01Z')", "23 h ago"),
        arguments("it.ago('2026-02-28T12:00:00Z')", "28 Feb 2026, 12:00:00.000 UTC"),
        arguments("it.absolute('2026-03-01T00:00:00.0071Z')", "01 Mar 2026, 00:00:00.007 UTC"),
        arguments("it.absolute(null)", "–"),
        arguments(
            "it.timeOfId('0198c0de-0000-7000-8000-000000000000')", "2025-08-19T05:47:11.232Z"),
        arguments("it.short('order-1')", "order-1"),
        arguments("it.short('0198c0de-0000-7000-8000-0123456789ab')", "…456789ab"),
        arguments("it.short('an-order-of-😀1234567')", "…😀1234567"),
        arguments("it.beginning('order', 9)", "order"),
        arguments("it.beginning('an 😀', 4)", "an "),
        arguments("it.beginning('an 😀s', 5)", "an 😀"),
        arguments("it.count(0)", "0"),
        arguments("it.count(1234567)", "1 234 567"),
        arguments("it.percent(0, 0)", "–"),
        arguments("it.percent(0, 7)", "0 %"),
        arguments("it.percent(7, 7)", "100 %"),
        arguments("it.percent(1, 3)", "33.3 %"),
        arguments("it.percent(1, 1_000_000)", "< 0.01 %"),
        arguments("it.percent(999_999, 1_000_000)", "> 99.99 %"),
        arguments("it.percent(1999, 2000)", "99.95 %"),
        arguments("it.percent(57, 10_000)", "0.57 %"),
        arguments("it.percent(999, 100_000)", "0.99 %"),
        arguments("it.bytes(9_999)", "9999 bytes"),
        arguments("it.bytes(10_000)", "10 kB"),
        arguments("it.bytes(999_999)", "999 kB"),
        arguments("it.bytes(1_000_000)", "1.0 MB"),
        arguments("it.bytes(1_999_999)", "2.0 MB"),
        arguments("it.visible(null)", ""),
        arguments("it.visible('a\\tb\\n')", "a‹U+0009›b‹U+000A›"),
        arguments("it.visible('a\\tb\\n', { lines: true })", "a\tb\n"),
        arguments("it.visible('abc\\u202ecba')", "abc‹U+202E›cba"),
        arguments("it.visible('\\u{e0041}')", "‹U+E0041›"),
        arguments("it.visible('\\ud83d')", "‹U+D83D›"),
        arguments("it.visible('👩\\u200d💻 a\\u200db')", "👩\u200d💻 a‹U+200D›b"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("formats")
  void timesNumbersAndTextAreFormatted(String expression, String expected) {
    check("format.js", expression, expected);
  }

  private static Stream<Arguments> numbers() {
    return Stream.of(
        arguments(
            "it.parse('[1, -2.5, \"12345678901234567890\"]')", "[1,-2.5,\"12345678901234567890\"]"),
        arguments("it.parse('{\"id\": 9007199254740993}')", "{\"id\":9007199254740993}"),
        arguments("it.parse('[-12345678901234567890]')", "[-12345678901234567890]"),
        arguments("it.parse('[0.1234567890123456789]')", "[0.1234567890123456789]"),
        arguments("it.parse('[1e400, 1e-400]')", "[1e400,1e-400]"),
        arguments("it.parse('[1.50000000000000000]')", "[1.5]"),
        arguments("it.digits(it.parse('12345678901234567890'))", "12345678901234567890"),
        arguments("it.digits(it.parse('[10000000000000000]')[0])", "null"),
        arguments("it.digits('12345678901234567890')", "null"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("numbers")
  void numbersKeepTheirDigits(String expression, String expected) {
    check("json.js", expression, expected);
  }

  private static Stream<Arguments> addresses() {
    return Stream.of(
        arguments("it.decoded('a%20b')", "a b"),
        arguments("it.decoded('100%')", "100%"),
        arguments("it.segment('a/b c?d%')", "a/b%20c%3Fd%25"),
        arguments("it.eventPage('order/1')", "events/order/1"),
        arguments("it.eventPage('a//b')", "event?id=a%2F%2Fb"),
        arguments("it.eventPage('a/../b')", "event?id=a%2F..%2Fb"),
        arguments("it.eventPage('.')", "event?id=."),
        arguments("it.eventPage('a.b/..c')", "events/a.b/..c"),
        arguments("it.eventSource('a&b')", "api/event?id=a%26b"),
        arguments("it.stepSource('r1', 'a:1.2')", "api/runs/r1/step?id=a%3A1.2"),
        arguments("at('/', it.place)", "{\"room\":\"\",\"id\":\"\"}"),
        arguments("at('/runs?status=failed', it.place)", "{\"room\":\"runs\",\"id\":\"\"}"),
        arguments(
            "at('/events/a%2Fb/c%20d', it.place)", "{\"room\":\"events\",\"id\":\"a/b/c d\"}"),
        arguments("at('/events/100%', it.place)", "{\"room\":\"events\",\"id\":\"100%\"}"),
        arguments("at('/event?id=a%2F%2Fb', it.place)", "{\"room\":\"events\",\"id\":\"a//b\"}"),
        arguments("at('/event', it.place)", "{\"room\":\"events\",\"id\":\"\"}"),
        arguments("at('/runs?a=1&b=x+y', it.parameters)", "{\"a\":\"1\",\"b\":\"x y\"}"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("addresses")
  void addressesNameWhatIsShown(String expression, String expected) {
    check("router.js", expression, expected);
  }

  private static Stream<Arguments> lists() {
    return Stream.of(
        arguments("it.hasEnded({ status: 'skipped' })", "true"),
        arguments("it.hasEnded({ status: 'queued' })", "false"),
        arguments("it.admits('', { status: 'queued' })", "true"),
        arguments("it.admits(undefined, { status: 'queued' })", "true"),
        arguments("it.admits('failed,queued', { status: 'queued' })", "true"),
        arguments("it.admits('failed', { status: 'queued' })", "false"),
        arguments("it.admits('retrying', { status: 'waiting', retry: {} })", "true"),
        arguments("it.admits('retrying', { status: 'waiting', retry: null })", "false"),
        arguments(
            "it.merged([{ id: 'a', v: 1 }, { id: 'c' }], [{ id: 'b' }], [{ id: 'a', v: 2 }])",
            "[{\"id\":\"c\"},{\"id\":\"b\"},{\"id\":\"a\",\"v\":2}]"),
        arguments("it.merged([], [])", "[]"),
        arguments("it.leavesGap(null, [{ id: 'b' }, { id: 'a' }], 2)", "false"),
        arguments("it.leavesGap([], [{ id: 'b' }, { id: 'a' }], 2)", "true"),
        arguments("it.leavesGap([], [{ id: 'b' }], 2)", "false"),
        arguments("it.leavesGap([{ id: 'a' }], [{ id: 'c' }, { id: 'b' }], 2)", "true"),
        arguments("it.leavesGap([{ id: 'b' }], [{ id: 'c' }, { id: 'b' }], 2)", "false"),
        arguments("it.inTurn([{ id: 1 }, { id: 2 }, { id: 3 }], 2, 2)", "[{\"id\":3},{\"id\":1}]"),
        arguments("it.inTurn([{ id: 1 }, { id: 2 }], 9, 5)", "[{\"id\":1},{\"id\":2}]"),
        arguments("it.inTurn([], undefined, 5)", "[]"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("lists")
  void listsAreMerged(String expression, String expected) {
    check("parts/merge.js", expression, expected);
  }

  private static Stream<Arguments> keys() {
    return Stream.of(
        arguments("api.js", "it.query({})", ""),
        arguments(
            "api.js", "it.query({ a: 'x y', b: '', c: null, d: 0, e: undefined })", "?a=x+y&d=0"),
        arguments("parts/filters.js", "it.minutes('24h')", "1440"),
        arguments("parts/filters.js", "it.minutes(undefined)", "null"),
        arguments("parts/filters.js", "it.minutes('of an old link', 60)", "60"),
        arguments("parts/filters.js", "it.from('15m')", "2026-03-01T11:45:00.000Z"),
        arguments("parts/filters.js", "it.from('')", "null"),
        arguments(
            "parts/filters.js",
            "it.within('1h', ['2026-03-01T11:00:00Z', '2026-03-01T10:59:59Z'], (item) => item)",
            "[\"2026-03-01T11:00:00Z\"]"),
        arguments("parts/handlers.js", "it.handled('ship:on-failure')", "ship"),
        arguments("parts/handlers.js", "it.handled('ship:on-cancel')", "ship"),
        arguments("parts/handlers.js", "it.handled(':on-failure')", ":on-failure"),
        arguments(
            "parts/handlers.js",
            "it.idsOf([{ id: 'b', onFailure: true }, { id: 'a' }])",
            "[\"a\",\"b\",\"b:on-failure\"]"),
        arguments("parts/rows.js", "it.baseId('create-blob')", "create-blob"),
        arguments("parts/rows.js", "it.baseId('create-blob:12')", "create-blob"),
        arguments("parts/rows.js", "it.baseId('create-blob:1.2:3')", "create-blob"),
        arguments("parts/rows.js", "it.baseId('at:noon')", "at:noon"),
        arguments(
            "parts/rows.js",
            "[...it.byBaseId([{ id: 'a' }, { id: 'b:1' }, { id: 'a:1' }])]",
            "[[\"a\",[{\"id\":\"a\"},{\"id\":\"a:1\"}]],[\"b\",[{\"id\":\"b:1\"}]]]"));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("keys")
  void filtersAndIdsAreRead(String module, String expression, String expected) {
    check(module, expression, expected);
  }

  private static Stream<Arguments> drawings() {
    return Stream.of(
        arguments("parts/race.js", "it.outcomeWords({ won: [1], failed: [] })", "Won by branch 2."),
        arguments(
            "parts/race.js",
            "it.outcomeWords({ won: [1, 0], failed: [] })",
            "Won by branches 2, 1, in this order."),
        arguments(
            "parts/race.js",
            "it.outcomeWords({ won: [], failed: [0, 1] })",
            "No branch won: branches 1, 2 failed."),
        arguments(
            "parts/flow.js",
            "it.lanes([{ step: { id: 'a' }, after: [] }, { step: { id: 'b' }, after: ['a'] },"
                + " { step: { id: 'c' }, after: ['a', 'b'] }])",
            "{\"found\":[{\"lane\":0,\"from\":0,\"to\":[1,2]},{\"lane\":1,\"from\":1,\"to\":[2]}],"
                + "\"count\":2}"),
        arguments(
            "parts/flow.js",
            "it.lanes([{ step: { id: 'a' }, after: [] }, { step: { id: 'b' }, after: ['a'] },"
                + " { step: { id: 'c' }, after: ['b'] }]).count",
            "1"),
        arguments(
            "parts/chart.js",
            "it.sum([{ buckets: [{ at: '2', created: 1, failed: 1 }] },"
                + " { buckets: [{ at: '1', created: 4 }, { at: '2', created: 2, failed: 0 }] }])"
                + ".map(({ at, created, failed, skipped }) => [at, created, failed, skipped])",
            "[[\"1\",4,0,0],[\"2\",3,1,0]]"),
        arguments(
            "parts/trace.js",
            "it.causeFirst(it.parts('a.A: x\\n\\tat a.B.c(B.java:1)\\nCaused by: a.C: y\\n"
                + "\\tat a.D.e(D.java:2)\\n\\t... 1 more'))"
                + ".map((part) => [part.how, part.head, part.frames])",
            "[[\"Caused by\",\"a.C: y\",[\"a.D.e(D.java:2)\"]],"
                + "[\"\",\"a.A: x\",[\"a.B.c(B.java:1)\"]]]"),
        arguments(
            "parts/trace.js",
            "it.parts('a.A: x\\nof two lines\\n\\tat a.B.c(B.java:1)')[0].head",
            "a.A: x\nof two lines"),
        arguments(
            "parts/spans.js",
            "it.spansOf({ id: 'a', kind: 'step', status: 'completed', attempts: 1,"
                + " failedAttempts: [], startedAt: '1970-01-01T00:00:01Z',"
                + " endedAt: '1970-01-01T00:00:03Z' }, 9000, false)",
            "[[1000,3000,\"running\",\"attempt 1\"]]"),
        arguments(
            "parts/spans.js",
            "it.spansOf({ id: 'a', kind: 'sleep', status: 'waiting', attempts: 0,"
                + " failedAttempts: [], startedAt: '1970-01-01T00:00:01Z',"
                + " dueAt: '1970-01-01T00:00:03Z' }, 4000, false)",
            "[[1000,3000,\"waiting\",\"sleep\"],"
                + "[3000,4000,\"queueing\",\"until a worker resumed the run\"]]"),
        arguments(
            "parts/spans.js",
            "it.failuresLast([[1, 2, 'failed'], [2, 3, 'running']]).map((span) => span[2])",
            "[\"running\",\"failed\"]"),
        arguments(
            "parts/schema-form.js",
            "it.blank({ type: 'object', properties: { a: { type: 'string' },"
                + " b: { type: ['integer', 'null'] }, c: { $ref: '#/$defs/c' } },"
                + " $defs: { c: { type: 'array' } } })",
            "{\"a\":\"\",\"b\":null,\"c\":[]}"),
        arguments("parts/schema-form.js", "it.blank(undefined)", "{}"),
        arguments(
            "parts/match.js",
            "[...it.stepIds({ nodes: [{ type: 'step', id: 'a' }, { type: 'step', id: null },"
                + " { type: 'loop', nodes: [{ type: 'step', id: 'b' }] }] })]",
            "[\"a\",\"b\"]"),
        arguments(
            "parts/match.js",
            "[...it.match({ nodes: [{ type: 'step', kind: 'step', id: 'a' },"
                + " { type: 'step', kind: 'step', id: 'b' },"
                + " { type: 'step', kind: 'step', id: 'c' }] },"
                + " [{ id: 'a', kind: 'step', status: 'completed' }], { status: 'running' })"
                + ".states.values()]",
            "[\"completed\",\"running\",\"not reached\"]"));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("drawings")
  void whatIsDrawnIsComputed(String module, String expression, String expected) {
    check(module, expression, expected);
  }
}
