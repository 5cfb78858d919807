package dev.stepwell.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import dev.stepwell.runtime.flows.Approved;
import dev.stepwell.runtime.flows.DurableAdmissions;
import dev.stepwell.runtime.flows.DurableLives;
import dev.stepwell.runtime.flows.LatestWanted;
import dev.stepwell.runtime.flows.LivesStop;
import dev.stepwell.runtime.flows.LivesWanted;
import dev.stepwell.runtime.flows.NewestWanted;
import dev.stepwell.runtime.flows.Probe;
import dev.stepwell.runtime.flows.RatedWanted;
import dev.stepwell.runtime.flows.SettledWanted;
import dev.stepwell.runtime.flows.SingleEnd;
import dev.stepwell.runtime.model.Lifecycle;
import dev.stepwell.runtime.model.Lifecycle.Transition;
import dev.stepwell.runtime.model.RunStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Predicate;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The table of the lifecycle is what happens, all of it, and what the documentation draws. */
class LifecycleTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final Path DRAWN = Path.of("../docs/lifecycle.md");
  private static final String WITNESS = """
      create table seen (what text, before text, after text);
      create function see() returns trigger language plpgsql as $$
        begin
          if tg_table_name = 'run' and tg_op = 'UPDATE' and old.status = new.status then
            return null; -- marked as woken, which is no transition
          end if;
          insert into seen values (tg_table_name, case when tg_op = 'UPDATE' then old.status end, new.status);
          return null;
        end $$;
      create trigger see_run after insert or update of status on stepwell.run for each row execute function see();
      create trigger see_step after insert or update of status on stepwell.step for each row execute function see()""";

  private final Probe probe = new Probe();

  @AutoClose
  private final HikariDataSource database = TestPostgres.freshDatabase();

  @BeforeEach
  void witness() {
    TestPostgres.execute(database, WITNESS);
  }

  private Stepwell start() {
    return Stepwell.on(database)
        .register(new DurableLives(probe))
        .grace(Duration.ofMillis(1))
        .start();
  }

  private static UUID send(Stepwell stepwell, String key, String way) {
    return stepwell.send(new LivesWanted(key, way)).runIds().get(0);
  }

  private static void until(Stepwell stepwell, UUID run, Predicate<RunStatus> status) {
    await()
        .atMost(LONG)
        .until(() -> status.test(stepwell.runs().run(run).orElseThrow().status()));
  }

  @Test
  void everyTransitionIsTakenAndThereIsNoOther() throws Exception {
    try (Stepwell stepwell = start()) {
      for (String way :
          List.of("completes", "fails", "recovers", "fails at once", "sleeps", "calls")) {
        until(stepwell, send(stepwell, way, way), RunStatus::isEnded);
      }
      UUID waits = send(stepwell, "w1", "waits");
      until(stepwell, waits, RunStatus.WAITING::equals);
      stepwell.send(new Approved("w1", "anybody"));
      until(stepwell, waits, RunStatus::isEnded);

      UUID parked = send(stepwell, "w2", "waits");
      until(stepwell, parked, RunStatus.WAITING::equals);
      stepwell.send(new LivesStop("w2"));

      UUID woken = send(stepwell, "w3", "is woken while it runs");
      await().atMost(LONG).until(() -> probe.count("w3", "gated") == 1);
      await().atMost(LONG).until(() -> TestPostgres.count(database, "stepwell.wait") == 1);
      stepwell.send(new Approved("w3", "anybody"));
      await().atMost(LONG).until(() -> TestPostgres.count(database, "stepwell.wait") == 0);
      probe.openGate("w3");
      until(stepwell, woken, RunStatus::isEnded);

      UUID running = send(stepwell, "s1", "stays");
      await().atMost(LONG).until(() -> probe.count("s1", "gated") == 1);
      stepwell.cancel(running);
      send(stepwell, "s2", "stays");
      await().atMost(LONG).until(() -> probe.count("s2", "gated") == 1);
    }
    try (Stepwell sender = Stepwell.on(database).start()) {
      sender.cancel(send(sender, "q1", "completes"));
      UUID queued = send(sender, "q2", "completes");
      try (Stepwell stepwell = start()) {
        until(stepwell, queued, RunStatus::isEnded);
      }
    }

    takeTheTransitionsOfRulesOnStarts();

    assertThat(seen("run")).isEqualTo(words(Lifecycle.RUN));
    assertThat(seen("step")).isEqualTo(words(Lifecycle.STEP));
  }

  private void takeTheTransitionsOfRulesOnStarts() {
    try (Stepwell stepwell =
        Stepwell.on(database).register(new DurableAdmissions()).build()) {
      stepwell.send(new NewestWanted(1));
      stepwell.send(new NewestWanted(2));
      stepwell.start();
      UUID settled = stepwell.send(new SettledWanted("d", 1)).runIds().get(0);
      for (int i = 0; i < 3; i++) {
        stepwell.send(new RatedWanted("a"));
      }
      UUID lives = stepwell.send(new LatestWanted(1)).runIds().get(0);
      stepwell.send(new LatestWanted(2));
      UUID latest = stepwell.send(new LatestWanted(3)).runIds().get(0);
      stepwell.send(new SingleEnd(1));
      stepwell.send(new SingleEnd(3));
      for (UUID run : List.of(settled, lives, latest)) {
        until(stepwell, run, RunStatus.COMPLETED::equals);
      }
    }
  }

  private Set<String> seen(String what) {
    return new TreeSet<>(TestPostgres.column(
        database,
        "select coalesce(before, 'none') || ' to ' || after from seen where what = '" + what
            + "'"));
  }

  private static String word(Enum<?> status) {
    return status.name().toLowerCase(Locale.ROOT);
  }

  private static Set<String> words(List<? extends Transition<?>> transitions) {
    Set<String> words = new TreeSet<>();
    for (Transition<?> transition : transitions) {
      Enum<?> from = transition.from();
      words.add((from == null ? "none" : word(from)) + " to " + word(transition.to()));
    }
    return words;
  }

  /** Updates the diagram with {@code -Dstepwell.golden=update}. */
  @Test
  void theDocumentationDrawsTheTable() throws IOException {
    String drawing = "# The lives of runs and steps\n\nDrawn from the table in `Lifecycle` by"
        + " `LifecycleTest`, which takes every transition.\n\n## Run\n\n" + drawn(Lifecycle.RUN)
        + "\n## Step\n\n" + drawn(Lifecycle.STEP);
    if ("update".equals(System.getProperty("stepwell.golden"))) {
      Files.writeString(DRAWN, drawing);
    }
    assertThat(DRAWN).hasContent(drawing);
  }

  private static String drawn(List<? extends Transition<?>> transitions) {
    StringBuilder drawing = new StringBuilder("```mermaid\nstateDiagram-v2\n");
    Set<String> lasting = new TreeSet<>();
    Set<String> left = new TreeSet<>();
    for (Transition<?> transition : transitions) {
      Enum<?> from = transition.from();
      drawing
          .append("  ")
          .append(from == null ? "[*]" : word(from))
          .append(" --> ")
          .append(word(transition.to()))
          .append(": ")
          .append(transition.when())
          .append('\n');
      lasting.add(word(transition.to()));
      if (from != null) {
        left.add(word(from));
      }
    }
    lasting.removeAll(left);
    lasting.forEach(last -> drawing.append("  ").append(last).append(" --> [*]\n"));
    return drawing.append("```\n").toString();
  }
}
