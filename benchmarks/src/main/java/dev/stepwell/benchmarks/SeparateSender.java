package dev.stepwell.benchmarks;

import com.zaxxer.hikari.HikariConfig;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** Stepwell with events from another process, such as a web application in front of workers. */
final class SeparateSender implements Contender, AutoCloseable {
  private final StepwellContender worker = new StepwellContender();
  private final Process process;
  private final Writer to;
  private final BufferedReader from;

  private SeparateSender(Process process) {
    this.process = process;
    this.to = process.outputWriter(StandardCharsets.UTF_8);
    this.from =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /** Starts the process, which sends for one database after another. */
  static SeparateSender start() throws IOException {
    return new SeparateSender(new ProcessBuilder(
            ProcessHandle.current().info().command().orElseThrow(),
            "-cp",
            System.getProperty("java.class.path"),
            SenderProcess.class.getName())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start());
  }

  private void tell(String line) {
    try {
      to.write(line + "\n");
      to.flush();
      String answer = from.readLine();
      if (!SenderProcess.DONE.equals(answer)) {
        throw new IllegalStateException("the sender's process has answered " + answer);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String name() {
    return worker.name();
  }

  @Override
  public String version() {
    return worker.version();
  }

  @Override
  public String settings() {
    return worker.settings() + ", sent from another process";
  }

  @Override
  public Set<Ability> abilities() {
    return Set.of(Ability.STEPS, Ability.SENT, Ability.ONE_BY_ONE);
  }

  /** Starts a worker first: the process, which connects afterwards, gets the functions that the worker publishes. */
  @Override
  public ContenderSession start(BenchmarkDatabase database) {
    StepwellSession session = worker.start(database);
    HikariConfig login = database.login();
    tell(login.getJdbcUrl() + " " + login.getUsername() + " " + login.getPassword());
    return new Sent(session);
  }

  @Override
  public void fill(BenchmarkDatabase database, int runs) {
    worker.fill(database, runs);
  }

  @Override
  public void close() {
    process.destroy();
  }

  /** The worker's session, with the runs that the process sends. */
  private final class Sent implements ContenderSession {
    private final StepwellSession worker;

    Sent(StepwellSession worker) {
      this.worker = worker;
    }

    @Override
    public BenchmarkProbe probe() {
      return worker.probe();
    }

    @Override
    public void run(int runs, int steps) throws Exception {
      tell(runs + " " + steps);
      worker.awaitFilled(runs);
    }

    @Override
    public void awaitFilled(int runs) throws Exception {
      worker.awaitFilled(runs);
    }

    /** The time before the process is requested to send, about 0.05 ms before it does. */
    @Override
    public Latency once() throws Exception {
      long start = System.nanoTime();
      run(1, 1);
      return new Latency(probe().last() - start, System.nanoTime() - start);
    }

    @Override
    public void sleep(int runs) throws Exception {
      worker.sleep(runs);
    }

    @Override
    public void close() {
      tell("");
      worker.close();
    }
  }
}
