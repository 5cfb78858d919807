package dev.stepwell.processor;

import static dev.stepwell.processor.model.StepGraph.choice;
import static dev.stepwell.processor.model.StepGraph.end;
import static dev.stepwell.processor.model.StepGraph.guarded;
import static dev.stepwell.processor.model.StepGraph.invoke;
import static dev.stepwell.processor.model.StepGraph.loop;
import static dev.stepwell.processor.model.StepGraph.parallel;
import static dev.stepwell.processor.model.StepGraph.race;
import static dev.stepwell.processor.model.StepGraph.send;
import static dev.stepwell.processor.model.StepGraph.sleep;
import static dev.stepwell.processor.model.StepGraph.step;
import static dev.stepwell.processor.model.StepGraph.unread;
import static dev.stepwell.processor.model.StepGraph.waitFor;
import static dev.stepwell.processor.model.StepGraph.way;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.processor.model.StepGraph;
import dev.stepwell.processor.write.GraphDocument;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the graph of a function is for what may stand in its body. */
class StepGraphTest {
  @TempDir
  Path folder;

  private void assertGraph(String body, StepGraph.Node... nodes) throws Exception {
    assertThat(Graphs.of(folder, body, "")).isEqualTo(Graphs.json(nodes));
  }

  @Test
  void aFunctionWithoutStepsIsEmpty() throws Exception {
    assertGraph("for (String item : items) if (item.isEmpty()) continue; else log(item); return;");
  }

  @Test
  void argumentsComeBeforeTheirCall() throws Exception {
    assertGraph(
        "c(a(), steps.run(\"b\", String.class, () -> a()));", step("a"), step("b"), step("c"));
  }

  @Test
  void callsOfStepsSayWhatTheyDo() throws Exception {
    assertGraph(
        """
        steps.run("inline", () -> {});
        steps.runInTransaction(PREFIX + "-in", String.class, connection -> "");
        steps.sleep("short", Duration.ofSeconds(3));
        steps.sleep("long", Duration.ofDays(DAYS));
        steps.sleep("one", Duration.ofDays(1));
        steps.sleep("given", LONG.plus(LONG));
        steps.sleepUntil("until", steps.now().plus(LONG));
        steps.waitForEvent("wanted", AppWanted.where().key(key), LONG);
        steps.waitForEvent("by-hand", ByHandCatalog.where(), LONG, LONG);
        steps.waitForEvent("match", match, LONG);
        steps.send("send", new AppStop(key));
        ByHand said = new ByHand(key);
        steps.send("said", said);
        steps.sendAll("all", List.of(said));
        steps.invoke("other", Functions.OTHER_ONE, new AppOther(key));
        steps.sleep("computed" + items.size(), LONG);
        steps.uuid();
        """,
        step("inline"),
        step("const-in"),
        sleep("short", "3 s"),
        sleep("long", "3 days"),
        sleep("one", "1 day"),
        sleep("given", "LONG.plus(LONG)"),
        sleep("until", "steps.now().plus(LONG)"),
        waitFor("wanted", "app/wanted"),
        waitFor("by-hand", "app/by.hand"),
        waitFor("match", "match"),
        send("send", "app/stop"),
        send("said", "app/by.hand"),
        send("all", "List.of(said)"),
        invoke("other", "other-one"),
        sleep(null, "LONG"));
  }

  @Test
  void anIfIsAChoice() throws Exception {
    assertGraph(
        """
        if (key
            == null) { a(); } else if (items.isEmpty()) b(); else log(key);
        String what = a().isEmpty() ? b() : "none";
        if (isRight() && b() != null || a() != null) { log(what); }
        """,
        choice(
            "key == null",
            way("yes", step("a")),
            way("otherwise", choice("items.isEmpty()", way("yes", step("b")), way("otherwise")))),
        step("a"),
        choice("a().isEmpty()", way("yes", step("b")), way("otherwise")),
        choice("isRight()", way("yes", step("b")), way("otherwise")),
        choice("isRight() && b() != null", way("yes"), way("otherwise", step("a"))));
  }

  @Test
  void aSwitchIsAChoice() throws Exception {
    assertGraph(
        """
        switch (key) {
          case "one":
          case "two":
            a();
          case "three":
            b();
            break;
          default:
            log(key);
        }
        switch (key) {
          case "one", "two" -> a();
          case "three" -> { b(); }
        }
        String some = switch (key) {
          case "one" -> a();
          case "two" -> { log(key); yield b(); }
          default -> throw new IllegalStateException();
        };
        """,
        choice(
            "key",
            way("\"one\", \"two\"", step("a"), step("b")),
            way("\"three\"", step("b")),
            way("default")),
        choice(
            "key",
            way("\"one\", \"two\"", step("a")),
            way("\"three\"", step("b")),
            way("otherwise")),
        choice(
            "key",
            way("\"one\"", step("a")),
            way("\"two\"", step("b")),
            way("default", end("throw"))));
  }

  @Test
  void whatIsRepeatedIsALoop() throws Exception {
    assertGraph(
        """
        for (int i = a().length(); i < 3; i++) { b(); }
        for (String item : items) c(item, item);
        while (a() != null) {}
        do { b(); } while (items.isEmpty());
        for (;;) { a(); }
        """,
        step("a"),
        loop("i < 3", step("b")),
        loop("items", step("c")),
        loop("a() != null", step("a")),
        loop("items.isEmpty()", step("b")),
        loop("true", step("a")));
  }

  @Test
  void whatLeavesALoopIsAnEndOfItAndWhatGoesOnInItIsTheOtherWay() throws Exception {
    assertGraph(
        """
        for (String item : items) {
          if (item.isEmpty()) continue;
          a();
          if (item.equals(key)) {
            break;
          }
          b();
        }
        for (String item : items) { if (item.isEmpty()) break; }
        a();
        """,
        loop(
            "items",
            choice(
                "item.isEmpty()",
                way("yes"),
                way(
                    "otherwise",
                    step("a"),
                    choice(
                        "item.equals(key)",
                        way("yes", end("break")),
                        way("otherwise", step("b")))))),
        step("a"));
  }

  @Test
  void exceptionsHaveTheirHandlers() throws Exception {
    assertGraph(
        """
        try {
          a();
        } catch (dev.stepwell.StepFailedException | IllegalStateException e) {
          b();
        } catch (RuntimeException e) {
          throw e;
        } finally {
          log(key);
        }
        try (java.io.StringReader reader = new java.io.StringReader(a())) { b(); } finally { a(); }
        try { log(key); } finally { log(key); }
        synchronized (this) { outer: { a(); } }
        """,
        guarded(
            List.of(step("a")),
            List.of(
                way("StepFailedException | IllegalStateException", step("b")),
                way("RuntimeException", end("throw"))),
            List.of()),
        guarded(List.of(step("a"), step("b")), List.of(), List.of(step("a"))),
        step("a"));
  }

  @Test
  void theFunctionEndsWhereItReturnsBeforeItsLastNode() throws Exception {
    assertGraph(
        """
        if (key == null) { return; }
        if (items.isEmpty()) { throw new IllegalArgumentException(); }
        a();
        if (isRight()) { b(); return; } else { c("", ""); return; }
        """,
        choice("key == null", way("yes", end("return")), way("otherwise")),
        choice("items.isEmpty()", way("yes", end("throw")), way("otherwise")),
        step("a"),
        choice("isRight()", way("yes", step("b")), way("otherwise", step("c"))));
  }

  @Test
  void theLastReturnsAreNotShown() throws Exception {
    assertGraph(
        "try { a(); return; } catch (RuntimeException e) { return; }",
        guarded(List.of(step("a")), List.of(way("RuntimeException")), List.of()));
  }

  @Test
  void whatIsDoneForEachIsParallel() throws Exception {
    assertGraph(
        """
        steps.forEach(items, item -> { if (item.isEmpty()) return ""; return c(item, a()); });
        steps.forEach(List.of(a()), 4, this::one);
        steps.all(List.of(() -> a(), this::b, () -> "none"), 2);
        java.util.concurrent.Callable<String> later = () -> a();
        steps.all(List.of(later, later));
        steps.all(items.stream().map(item -> (java.util.concurrent.Callable<String>) () -> one(item)).toList());
        steps.forEach(items, item -> item);
        """,
        parallel(
            "items", choice("item.isEmpty()", way("yes"), way("otherwise", step("a"), step("c")))),
        step("a"),
        parallel("List.of(a())", step("one")),
        parallel(way("1", step("a")), way("2", step("b")), way("3")),
        parallel(way("1", step("a")), way("2", step("a"))),
        parallel("items", step("one")));
  }

  @Test
  void aRaceIsItsBranchesAndTheirOutcome() throws Exception {
    assertGraph(
        """
        steps.race("fastest", List.of(() -> a(), this::b));
        steps.race("two", DAYS - 1, List.of(() -> a(), this::b, () -> "none"));
        steps.race("each", items.size(), items.stream().map(item -> (java.util.concurrent.Callable<String>) () -> one(item)).toList());
        """,
        parallel(way("1", step("a")), way("2", step("b"))),
        race("fastest", "first of 2"),
        parallel(way("1", step("a")), way("2", step("b")), way("3")),
        race("two", "first 2 of 3"),
        parallel("items", step("one")),
        race(
            "each",
            "first items.size() of items.stream().map(item -> (java.util.concurrent.Callable<S…"));
  }

  @Test
  void whatIsGivenToACollectionIsALoop() throws Exception {
    assertGraph(
        """
        items.forEach(item -> c(item, key));
        items.stream().map(this::one).toList();
        items.stream().filter(item -> item.isEmpty()).map(item -> item + 1).forEach(this::one);
        items.forEach(item -> { if (item == null) throw new IllegalStateException(); });
        """,
        loop("items", step("c")),
        loop("items", step("one")),
        loop("items.stream().filter(item -> item.isEmpty()).map(item -> i…", step("one")));
  }

  @Test
  void codeWithStepsThatIsGivenElsewhereIsUnread() throws Exception {
    assertGraph(
        """
        twice(() -> a());
        Runnable held = this::b;
        held.run();
        Runnable kept = held;
        java.util.function.Function<String, String> body = null;
        steps.forEach(items, body::apply);
        Object object = new Object() { @Override public String toString() { return a(); } };
        java.util.Optional<String> some = java.util.Optional.of(key);
        some.map(k -> a());
        steps.waitForEvent("more", match, LONG).map(said -> b());
        other.go(steps);
        new StringBuilder().append(steps);
        new Taker(steps);
        twice(() -> log(key));
        """,
        unread("twice is passed code with steps: () -> a()"),
        step("b"),
        unread("it is unknown where this is called: held"),
        unread("an object of an anonymous class has steps: Object"),
        unread("map is passed code with steps: k -> a()"),
        waitFor("more", "match"),
        unread("map is passed code with steps: said -> b()"),
        unread("go takes the Steps, but its source is not in this build"),
        unread("append takes the Steps and cannot be followed"),
        unread("new Taker takes the Steps and cannot be followed"));
  }

  @Test
  void methodsOfTheClassAreFollowed() throws Exception {
    String graph = Graphs.of(
        folder,
        "answer(3); this.inherited(); overridden(); helped(steps); Helper.help(steps, key); again(2); pure(5); super.stepAbove();",
        """
        private String answer(int rounds) {
          for (int round = 0; round < rounds; round++) {
            a();
            if (isRight()) { return "right"; }
            for (String item : java.util.List.of("x")) one(item);
          }
          return "none";
        }
        @Override void overridden() { b(); }
        static void helped(Steps given) { given.sleep("helped", Duration.ofMillis(5)); }
        void again(int times) { a(); if (times > 0) again(times - 1); }
        int pure(int times) { if (times < 0) throw new IllegalStateException(); return times == 0 ? 0 : pure(times - 1); }
        """);
    assertThat(graph)
        .isEqualTo(Graphs.json(
            loop(
                "round < rounds",
                step("a"),
                choice(
                    "isRight()",
                    way("yes", end("break")),
                    way("otherwise", loop("java.util.List.of(\"x\")", step("one"))))),
            step("above"),
            step("step-above"),
            step("b"),
            sleep("helped", "5 ms"),
            sleep("help", "1 h"),
            step("a"),
            choice("times > 0", way("yes", unread("again calls itself")), way("otherwise")),
            step("b")));
  }

  @Test
  void stepsOfCollaboratorsAreSteps() throws Exception {
    assertGraph("""
        shelf.count();
        this.shelf.all();
        DurableShelf made = new DurableShelf();
        made.count();
        shelf.name();
        key.length();
        """, step("count-all"), loop("List.of(1)", step("count-all")), step("count-all"));
  }

  @Test
  void methodsOfOneNameAreToldApartByTheNumberOfTheirArgumentsAlone() throws Exception {
    String graph =
        Graphs.of(folder, "same(1); same(1, 2); mixed(1); mixed(key); any(1, 2, 3); any();", """
        void same(int one) { a(); }
        void same(String one) { a(); }
        void same(int one, int two) { b(); }
        void mixed(int one) { a(); }
        void mixed(String one) { b(); }
        void any(int... more) { b(); }
        """);
    StepGraph.Node either = unread("several methods are named mixed, with different steps");
    assertThat(graph)
        .isEqualTo(Graphs.json(step("a"), step("b"), either, either, step("b"), step("b")));
  }

  @Test
  void importedMethodsAndConstantsAreFollowed() throws Exception {
    Path classes = folder.resolve("classes");
    Path other = Files.writeString(folder.resolve("Other.java"), """
        package other;
        import dev.stepwell.Steps;
        import java.time.Duration;
        public class Other {
          public static final String ID = "imported";
          public static void pause(Steps steps, String id) { steps.sleep(ID, Duration.ofMinutes(2)); }
          public static void rest(Steps steps) { pause(steps, ""); }
        }
        """);
    Path flow = Files.writeString(folder.resolve("Flow.java"), """
        package app;
        import static other.Other.pause;
        import static other.Other.*;
        import dev.stepwell.*;
        import java.time.Duration;
        import other.*;
        public class Flow {
          @Function(id = "flow", event = "app/flow")
          void run(String key, Steps steps) {
            pause(steps, key);
            rest((steps));
            Other.rest((Steps) steps);
            final String local = Other.ID + "-" + 1;
            Steps same = steps;
            var again = same;
            again.sleep(local, Duration.ofSeconds(1));
            String changing = "changing";
            again.sleep(changing, Duration.ofSeconds(1));
          }
        }
        """);
    Classes.compile(classes, List.of(other, flow));
    try (URLClassLoader loader = Classes.loader(classes)) {
      assertThat(Graphs.of(loader, "app.FlowCatalog"))
          .isEqualTo(Graphs.json(
              sleep("imported", "2 min"),
              sleep("imported", "2 min"),
              sleep("imported", "2 min"),
              sleep("imported-1", "1 s"),
              sleep(null, "1 s")));
    }
  }

  @Test
  void aFunctionWithoutSourceIsUnread() throws Exception {
    Path above = folder.resolve("above");
    Path below = folder.resolve("below");
    Files.createDirectories(above);
    Path base = Files.writeString(folder.resolve("Base.java"), """
        package app;
        public class Base {
          @dev.stepwell.Function(id = "base", event = "app/base")
          public void run(String key) { work(); }
          @dev.stepwell.Step
          public void work() {}
        }
        """);
    int result = ToolProvider.getSystemJavaCompiler()
        .run(
            null,
            null,
            null,
            "-proc:none",
            "-cp",
            System.getProperty("java.class.path"),
            "-d",
            above.toString(),
            base.toString());
    assertThat(result).isZero();
    Classes.compile(below, List.of(Files.writeString(folder.resolve("Derived.java"), """
        package other;
        public class Derived extends app.Base {
          @dev.stepwell.Step
          public void more() {}
        }
        """)), above);
    try (URLClassLoader loader = Classes.loader(above, below)) {
      assertThat(Graphs.of(loader, "other.DerivedCatalog"))
          .isEqualTo(GraphDocument.write(StepGraph.UNREAD));
    }
  }

  @Test
  void aGraphThatIsTooLargeIsNotShown() throws Exception {
    assertGraph("a();".repeat(301), unread("there are 301 nodes, too many for a graph"));
  }
}
