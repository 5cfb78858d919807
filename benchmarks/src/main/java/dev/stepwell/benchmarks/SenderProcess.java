package dev.stepwell.benchmarks;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.stepwell.runtime.Stepwell;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;

/**
 * The other end of {@link SeparateSender}: a process that sends what it reads from its standard input, and acknowledges
 * each line.
 */
final class SenderProcess {
  /** The acknowledgement of each line. */
  static final String DONE = "done";

  private static final int CONNECTIONS = 4;

  private final HikariDataSource pool;
  private final Stepwell stepwell;

  private SenderProcess(String jdbcUrl, String user, String password) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(jdbcUrl);
    config.setUsername(user);
    config.setPassword(password);
    config.setMaximumPoolSize(CONNECTIONS);
    this.pool = new HikariDataSource(config);
    this.stepwell = Stepwell.on(pool).start();
  }

  /** Sends for one database after another, until its input ends. */
  public static void main(String[] arguments) throws IOException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    SenderProcess sender = null;
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String[] words = line.split(" ", -1);
      if (words.length == 3) {
        sender = new SenderProcess(words[0], words[1], words[2]);
      } else if (sender != null && words.length == 2) {
        sender.send(Integer.parseInt(words[0]), Integer.parseInt(words[1]));
      } else if (sender != null) {
        sender.close();
      }
      out.println(DONE);
    }
  }

  private void send(int runs, int steps) {
    stepwell.sendAll(Collections.nCopies(runs, new BenchmarksCountWanted(steps)));
  }

  private void close() {
    stepwell.close();
    pool.close();
  }
}
