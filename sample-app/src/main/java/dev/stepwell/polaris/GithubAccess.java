package dev.stepwell.polaris;

import dev.stepwell.polaris.github.GithubClient;

/** Opens GitHub for a user. */
@FunctionalInterface
public interface GithubAccess {
  /** A client that acts with this token. */
  GithubClient as(String token);
}
