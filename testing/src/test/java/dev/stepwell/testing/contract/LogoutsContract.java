package dev.stepwell.testing.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Logouts, which all processes on a store know. */
abstract class LogoutsContract extends Contract {
  LogoutsContract(Supplier<? extends Subject> kind) {
    super(kind);
  }

  @Test
  void aLogoutIsKnownToAllProcesses() {
    Ports other = subject().openProcess();
    Instant until = now().plus(LONG);

    ports.logouts().add("s1", until, now());
    ports.logouts().add("s1", until.plus(LONG), now());
    other.logouts().add("~ü-_'\"\\", until, now());

    assertThat(other.logouts().contains("s1")).isTrue();
    assertThat(ports.logouts().contains("~ü-_'\"\\")).isTrue();
    assertThat(ports.logouts().contains("S1")).isFalse();
    assertThat(ports.logouts().contains("")).isFalse();
  }

  @Test
  void aLogoutIsForgottenOnceItsSessionHasEnded() {
    Instant now = now();
    ports.logouts().add("short", now.plusSeconds(1), now);
    ports.logouts().add("long", now.plus(LONG), now);

    ports.logouts().add("third", now.plus(LONG), now.plus(Duration.ofSeconds(1)));

    assertThat(ports.logouts().contains("short")).isFalse();
    assertThat(ports.logouts().contains("long")).isTrue();
    assertThat(ports.logouts().contains("third")).isTrue();
  }
}
