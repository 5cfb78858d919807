package dev.stepwell.examples.pages.operations;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.stepwell.runtime.Stepwell;
import java.time.Duration;

/** A production start. */
class Starting {
  static Stepwell start(Object... functions) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(
        "jdbc:postgresql://db/app?connectTimeout=5&socketTimeout=300&tcpKeepAlive=true");
    config.setMaximumPoolSize(10);
    return Stepwell.on(new HikariDataSource(config))
        .register(functions)
        .waitForDatabase(Duration.ofMinutes(1))
        .start();
  }
}
