package dev.stepwell.runtime.fire;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Kills, pauses and restarts at random moments. */
final class Arson {
  private static final String BREAK = """
      select count(pg_terminate_backend(pid)) from pg_stat_activity
      where backend_type = 'client backend' and pid <> pg_backend_pid() and random() < 0.3""";

  private final Crew crew;
  private final FireServer server;
  private final Tables tables;
  private final Random random;
  private final List<Ending> pauses = new ArrayList<>();
  private final List<String> done = new ArrayList<>();

  private record Ending(long atNanos, Crew.Paused paused) {}

  Arson(Crew crew, FireServer server, Tables tables, Random random) {
    this.crew = crew;
    this.server = server;
    this.tables = tables;
    this.random = random;
  }

  /** Sets fire for so long; nothing is paused afterwards. */
  void burn(Duration duration) throws Exception {
    long start = System.nanoTime();
    long end = start + duration.toNanos();
    while (System.nanoTime() < end) {
      Thread.sleep(200 + random.nextInt(1_800));
      goOn(false);
      done.add((System.nanoTime() - start) / 1_000_000 + " ms: " + act());
    }
    goOn(true);
  }

  private String act() throws Exception {
    int dice = random.nextInt(16);
    if (dice < 4) {
      return "killed " + crew.replace(random);
    } else if (dice < 7 && pauses.size() < 2) {
      Crew.Paused paused = crew.pause(random);
      long millis = 3_500L + random.nextInt(9_000);
      pauses.add(new Ending(System.nanoTime() + millis * 1_000_000, paused));
      return "paused " + paused.name() + " for " + millis;
    } else if (dice < 8) {
      server.restart(false);
      return "restarted the server";
    } else if (dice < 10) {
      server.restart(true);
      return "crashed the server";
    }
    return breakConnections();
  }

  private String breakConnections() {
    try {
      return "broke " + tables.number(BREAK) + " connections";
    } catch (SQLException e) {
      return "broke no connections: " + e.getMessage();
    }
  }

  private void goOn(boolean all) throws Exception {
    for (Ending ending : List.copyOf(pauses)) {
      if (all || ending.atNanos() - System.nanoTime() < 0) {
        ending.paused().goOn();
        pauses.remove(ending);
      }
    }
  }

  @Override
  public String toString() {
    return String.join("\n  ", done);
  }
}
