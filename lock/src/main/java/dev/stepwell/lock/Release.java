package dev.stepwell.lock;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;

/** A build to be released, compared with the committed lock file of the last release. */
public final class Release {
  /** The schema of Stepwell's tables unless an application chooses another. */
  public static final String DEFAULT_SCHEMA = "stepwell";

  private final Path lockFile;
  private final Optional<LockedFunctions> released;
  private final LockedFunctions compiled;
  private final List<Finding> findings;

  private Release(Path lockFile, Optional<LockedFunctions> released, LockedFunctions compiled) {
    this.lockFile = lockFile;
    this.released = released;
    this.compiled = compiled;
    this.findings = released.map(before -> BuildComparison.of(before, compiled)).orElse(List.of());
  }

  /**
   * The build in this folder of classes, compared with this lock file, which need not exist.
   *
   * @throws LockException if a file cannot be read
   */
  public static Release of(Path classes, Path lockFile) {
    LockedFunctions compiled = Compiled.read(classes);
    try {
      return new Release(
          lockFile,
          Files.exists(lockFile)
              ? Optional.of(new LockedFunctions(
                  LockJson.read(Files.readString(lockFile), lockFile.toString())))
              : Optional.empty(),
          compiled);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether the lock file exists. */
  public boolean isLocked() {
    return released.isPresent();
  }

  /** Whether the lock file matches the build exactly. */
  public boolean isCurrent() {
    return released.isPresent() && LockJson.write(released.get()).equals(LockJson.write(compiled));
  }

  /** The number of functions of the build, without failure handlers. */
  public long functions() {
    return compiled.functions().stream()
        .filter(function -> function.failing().isEmpty())
        .count();
  }

  /** The changes that matter to runs in flight. */
  public List<Finding> findings() {
    return findings;
  }

  /** The changes that must be declared or accepted. */
  public List<Finding> errors() {
    return findings.stream().filter(Finding::isError).toList();
  }

  /** Whether there is nothing to lock: no function, and no lock file of earlier ones. */
  public boolean isEmpty() {
    return released.isEmpty() && compiled.functions().isEmpty();
  }

  /** Those of these names, in order, that are of no error of this build. */
  public Set<String> unknown(Collection<String> accepted) {
    TreeSet<String> unknown = new TreeSet<>(accepted);
    errors().forEach(error -> unknown.remove(error.name()));
    return unknown;
  }

  /**
   * Writes the lock file from the build.
   *
   * @param accepted the names of the findings that are accepted
   * @throws LockException if an error is not accepted, or an accepted name was not found; nothing is written then
   */
  public void lock(Collection<String> accepted) {
    List<Finding> refused =
        errors().stream().filter(error -> !accepted.contains(error.name())).toList();
    if (!refused.isEmpty()) {
      throw new LockException(
          "the lock file was not written, because these changes are neither declared nor accepted: "
              + refused);
    }
    Set<String> unknown = unknown(accepted);
    if (!unknown.isEmpty()) {
      throw new LockException(
          "the lock file was not written, because these accepted names were not found: "
              + String.join(", ", unknown));
    }
    try {
      Files.writeString(lockFile, LockJson.write(compiled));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Queries a database for the runs in flight that the changes would affect. It only reads.
   *
   * @param url its JDBC URL
   * @param user the user; null for that of the URL or the system
   * @param password null for none
   * @param schema the schema of Stepwell's tables
   * @throws LockException if the database does not respond, or has no such tables in the schema
   */
  public List<Touched> touched(
      String url, @Nullable String user, @Nullable String password, String schema) {
    Properties login = new Properties();
    if (user != null) {
      login.setProperty("user", user);
    }
    if (password != null) {
      login.setProperty("password", password);
    }
    try (Connection connection = new Driver().connect(url, login)) {
      if (connection == null) {
        throw new LockException("the URL of the database must begin with jdbc:postgresql:");
      }
      return new InFlight(connection, schema, released.orElse(compiled)).touchedBy(findings);
    } catch (SQLException e) {
      throw new LockException("cannot query the database: " + e.getMessage(), e);
    }
  }
}
