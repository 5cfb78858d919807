package dev.stepwell.polaris.github;

import dev.stepwell.NonRetriableException;
import dev.stepwell.RetryAfterException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Classifies failed calls for the steps that made them: permanent, retry after a pause, or retry. */
final class GitHubFailures {
  private GitHubFailures() {}

  /** Calls GitHub; {@code operation} completes "Could not …". */
  static <T> T translating(String operation, Call<T> call) {
    try {
      return call.run();
    } catch (NonRetriableException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      // Also catches unchecked exceptions: lazy lists wrap exceptions, and an incomplete answer
      // causes a
      // NullPointerException.
      throw of(operation, e);
    }
  }

  /** A call by github-api. */
  @FunctionalInterface
  interface Call<T> {
    T run() throws IOException;
  }

  private static RuntimeException of(String operation, Exception thrown) {
    RefusedAnswer refused = find(RefusedAnswer.class, thrown);
    if (refused != null) {
      return of(operation, refused);
    }
    if (find(FileNotFoundException.class, thrown) != null) {
      return refusal(operation, 404, String.valueOf(thrown.getMessage()), thrown);
    }
    NoAnswer none = find(NoAnswer.class, thrown);
    return none != null
        ? new GithubException(
            "Could not %s: no answer from GitHub (%s). Is it reachable from here?"
                .formatted(operation, none.getMessage()),
            0,
            thrown)
        : new GithubException(
            "Could not %s: the answer makes no sense (%s)".formatted(operation, thrown), 0, thrown);
  }

  private static RuntimeException of(String operation, RefusedAnswer refused) {
    int status = refused.status();
    String said = String.valueOf(refused.getMessage());
    if (refused.retryAfter() != null) {
      return new RetryAfterException(
          "Could not %s: GitHub answered %d and asks for a pause of %ds: %s"
              .formatted(operation, status, refused.retryAfter().toSeconds(), said),
          refused.retryAfter(),
          refused);
    }
    if (status >= 500 || status == 408 || passes(status, said)) {
      return new GithubException(
          "Could not %s: GitHub answered %d: %s. GitHub failed, and may recover."
              .formatted(operation, status, said),
          status,
          refused);
    }
    return refusal(operation, status, said, refused);
  }

  /**
   * Two errors that GitHub reports as permanent although they are temporary: its own timeout, and a repository that is
   * still being created.
   */
  private static boolean passes(int status, String said) {
    return (status == 422 && said.contains("timed out"))
        || (status == 409 && said.contains("unavailable"));
  }

  private static GithubRefusedException refusal(
      String operation, int status, String said, Throwable cause) {
    if (status == 409 && said.toLowerCase(Locale.ROOT).contains("repository is empty")) {
      return new EmptyRepositoryException(
          "Could not %s: the repository is empty. Push a first commit to it.".formatted(operation),
          cause);
    }
    return new GithubRefusedException(
        "Could not %s: GitHub answered %d: %s. %s".formatted(operation, status, said, cure(status)),
        status,
        cause);
  }

  private static String cure(int status) {
    return switch (status) {
      case 401 -> "The token is wrong, expired or revoked: connect the account again.";
      case 403 ->
        "The token may not do this: it needs the scope 'repo', or, fine-grained, 'Contents' and 'Administration' with"
            + " read and write.";
      case 404 ->
        "It does not exist, or this token may not see it: check the spelling and the token's access.";
      case 409 -> "It is in the way of what is there: look at the repository first.";
      case 422 -> "GitHub rejected the data; see its reason above.";
      default -> "Asking again would not help.";
    };
  }

  private static <T extends Throwable> @Nullable T find(Class<T> type, @Nullable Throwable thrown) {
    for (Throwable each = thrown; each != null; each = each.getCause()) {
      if (type.isInstance(each)) {
        return type.cast(each);
      }
    }
    return null;
  }
}
