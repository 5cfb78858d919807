package dev.stepwell.runtime.fire;

import dev.stepwell.runtime.Outage;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.Set;

/** Injects faults at random moments: each selected one once, and then any of them. */
final class Arson {
  private static final String TERMINATE = """
      select count(pg_terminate_backend(pid)) from pg_stat_activity
      where backend_type = 'client backend' and pid <> pg_backend_pid() and random() < %s""";

  private static final Duration TIMEOUT = Duration.ofSeconds(4);

  private final Scene scene;
  private final Random random;
  private final List<FireFault> faults;
  private final Queue<FireFault> first;
  private final List<Ending> pauses = new ArrayList<>();
  private long timeoutUntil = Long.MAX_VALUE;
  private final List<String> done = new ArrayList<>();

  /** What is set on fire. */
  record Scene(
      FireCrew crew, FireServer server, Outage network, FireTables tables, Strain strain) {}

  private record Ending(long atNanos, FireCrew.Paused paused) {}

  Arson(Scene scene, Set<FireFault> selected, Random random) {
    this.scene = scene;
    this.random = random;
    this.faults = List.copyOf(selected);
    List<FireFault> shuffled = new ArrayList<>(selected);
    Collections.shuffle(shuffled, random);
    this.first = new ArrayDeque<>(shuffled);
  }

  /** Injects faults for this long, and longer until each has occurred; nothing is paused or limited afterwards. */
  void burn(Duration duration) throws Exception {
    long start = System.nanoTime();
    long end = start + duration.toNanos();
    while (System.nanoTime() < end || !first.isEmpty()) {
      Thread.sleep(200 + random.nextInt(1_600));
      goOn(false);
      scene.crew.replaceDead();
      FireFault fault =
          first.isEmpty() ? faults.get(random.nextInt(faults.size())) : first.remove();
      String what = occur(fault);
      done.add((System.nanoTime() - start) / 1_000_000 + " ms: " + what);
    }
    goOn(true);
    setTimeout("0");
    scene.strain.await();
  }

  private String occur(FireFault fault) throws Exception {
    return switch (fault) {
      case KILL -> "killed " + scene.crew.replace(random);
      case PAUSE -> pause();
      case RESTART -> {
        scene.server.restart(false);
        yield "restarted the server";
      }
      case CRASH -> {
        scene.server.restart(true);
        yield "crashed the server";
      }
      case TERMINATE -> terminate(0.3);
      case CUT -> {
        scene.network.swallow();
        yield "cut all connections silently";
      }
      case TIMEOUT -> {
        timeoutUntil = System.nanoTime() + TIMEOUT.toNanos();
        yield setTimeout(String.valueOf(60 + random.nextInt(200)));
      }
      case POISON -> scene.strain.poison();
      case EXHAUST -> scene.strain.exhaust();
      case DUE -> scene.strain.sendDue();
    };
  }

  private String pause() throws Exception {
    if (pauses.size() > 1) {
      return "paused no third worker";
    }
    FireCrew.Paused paused = scene.crew.pause(random);
    long millis = 3_500L + random.nextInt(9_000);
    pauses.add(new Ending(System.nanoTime() + millis * 1_000_000, paused));
    return "paused " + paused.name() + " for " + millis;
  }

  private String terminate(double part) {
    try {
      return "terminated " + scene.tables.number(TERMINATE.formatted(part)) + " backends";
    } catch (SQLException e) {
      return "terminated no backends: " + e.getMessage();
    }
  }

  /** It affects sessions that begin afterwards, so all are restarted. */
  private String setTimeout(String millis) throws InterruptedException {
    scene.tables.execute("alter role " + FireServer.ROLE + " set statement_timeout to " + millis);
    return "statement timeout " + millis + " ms, " + terminate(1);
  }

  private void goOn(boolean all) throws Exception {
    for (Ending ending : List.copyOf(pauses)) {
      if (all || ending.atNanos() - System.nanoTime() < 0) {
        ending.paused().goOn();
        pauses.remove(ending);
      }
    }
    if (timeoutUntil - System.nanoTime() < 0) {
      timeoutUntil = Long.MAX_VALUE;
      setTimeout("0");
    }
  }

  @Override
  public String toString() {
    return String.join("\n  ", done);
  }
}
