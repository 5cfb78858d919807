package dev.stepwell.runtime.fire;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/** The worker processes. */
final class FireCrew implements AutoCloseable {
  private final Path folder;
  private final String jdbcUrl;
  private final List<Member> members = new ArrayList<>();
  private int started;

  private record Member(String name, Process process) {}

  FireCrew(Path folder, String jdbcUrl) {
    this.folder = folder;
    this.jdbcUrl = jdbcUrl;
  }

  void start() throws IOException {
    String name = "w" + started++;
    Process process = new ProcessBuilder(
            ProcessHandle.current().info().command().orElseThrow(),
            "-XX:TieredStopAtLevel=1",
            "-Xmx256m",
            "-Dstepwell.log=warn",
            "-cp",
            System.getProperty("java.class.path"),
            FireWorker.class.getName(),
            jdbcUrl,
            name)
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve(name + ".log").toFile())
        .start();
    members.add(new Member(name, process));
  }

  /** Kills a worker, which may be paused, and starts another in its place. Returns which. */
  String replace(Random random) throws Exception {
    Member victim = members.remove(random.nextInt(members.size()));
    victim.process.destroyForcibly().waitFor();
    start();
    return victim.name;
  }

  /** Starts others in the place of those whose process has ended by itself. */
  void replaceDead() throws IOException {
    for (Member member : List.copyOf(members)) {
      if (!member.process.isAlive()) {
        members.remove(member);
        start();
      }
    }
  }

  /** Pauses a worker. Returns the action that resumes it. */
  Paused pause(Random random) throws Exception {
    Member victim = members.get(random.nextInt(members.size()));
    ProcessSignals.send("-STOP", victim.process.pid());
    return new Paused(victim.name, victim.process);
  }

  /** A process that stands still. */
  record Paused(String name, Process process) {
    void goOn() throws Exception {
      ProcessSignals.send("-CONT", process.pid());
    }
  }

  /** The names of those that live. */
  Set<String> names() {
    Set<String> names = new TreeSet<>();
    members.stream().filter(m -> m.process.isAlive()).forEach(m -> names.add(m.name));
    return names;
  }

  /** How many there should be. */
  int size() {
    return members.size();
  }

  @Override
  public void close() {
    members.forEach(member -> member.process.destroyForcibly());
  }
}
