package dev.stepwell.polaris.github;

import java.io.Serial;

/** The repository has no commit yet, so it has no tree and no branch either. */
public final class EmptyRepositoryException extends GithubRefusedException {
  @Serial
  private static final long serialVersionUID = 1L;

  EmptyRepositoryException(String message, Throwable cause) {
    super(message, 409, cause);
  }
}
