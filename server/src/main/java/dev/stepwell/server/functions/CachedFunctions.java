package dev.stepwell.server.functions;

import dev.stepwell.runtime.Stepwell;
import dev.stepwell.runtime.model.StoredFunction;
import dev.stepwell.runtime.secrets.SecretNames;
import dev.stepwell.server.http.Problem;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The functions that the database knows, read anew after a moment: nearly every answer needs them. */
public final class CachedFunctions {
  private static final long MOMENT = Duration.ofSeconds(1).toNanos();

  private final Stepwell stepwell;
  private List<StoredFunction> functions = List.of();
  private Set<String> ids = Set.of();
  private SecretNames secretNames = new SecretNames(Set.of());
  private long readAt;
  private boolean isRead;

  /** Those of this database. */
  public CachedFunctions(Stepwell stepwell) {
    this.stepwell = stepwell;
  }

  /** In the order of their ids. */
  public synchronized List<StoredFunction> all() {
    if (!isRead || System.nanoTime() - readAt > MOMENT) {
      functions = stepwell.functions();
      ids = functions.stream().map(StoredFunction::id).collect(Collectors.toUnmodifiableSet());
      secretNames = new SecretNames(functions.stream()
          .flatMap(function -> function.description().secretFields().stream())
          .collect(Collectors.toUnmodifiableSet()));
      readAt = System.nanoTime();
      isRead = true;
    }
    return functions;
  }

  /** The fields that any function has marked as secret, or that are named like secrets. */
  public synchronized SecretNames secretNames() {
    all();
    return secretNames;
  }

  /** Whether a function handles the cancellations of this one's runs. */
  synchronized boolean handlesCancellationsOf(StoredFunction function) {
    all();
    return ids.contains(function.id() + StoredFunction.ON_CANCEL);
  }

  /** Has them read anew next time. */
  synchronized void forget() {
    isRead = false;
  }

  /** The function of this id. */
  StoredFunction one(String id) {
    return all().stream()
        .filter(function -> function.id().equals(id))
        .findFirst()
        .orElseThrow(() -> Problem.missing("there is no function " + id + "; there are "
            + all().stream().map(StoredFunction::id).toList()));
  }
}
