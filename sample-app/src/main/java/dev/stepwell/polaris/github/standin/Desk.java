package dev.stepwell.polaris.github.standin;

import io.javalin.http.Context;
import java.util.Objects;

/** Authenticates requests and finds their repository. */
final class Desk {
  private static final String LOGIN = "login";

  private final Accounts accounts;
  private final Repositories repositories;

  Desk(Accounts accounts, Repositories repositories) {
    this.accounts = accounts;
    this.repositories = repositories;
  }

  void checkIn(Context request) {
    request.attribute(LOGIN, accounts.login(request.header("Authorization")));
  }

  String login(Context request) {
    return Objects.requireNonNull(
        request.<String>attribute(LOGIN), "the request is not authenticated");
  }

  /** The repository in the path; another account's private one counts as missing. */
  BareRepository readable(Context request) {
    return repositories
        .find(request.pathParam("owner"), request.pathParam("name"))
        .filter(found -> !found.isPrivate() || found.owner().equals(login(request)))
        .orElseThrow(StandInRefusal::notFound);
  }

  /** The repository in the path, for a change, which only its owner may make. */
  BareRepository writable(Context request) {
    BareRepository found = readable(request);
    if (!found.owner().equals(login(request))) {
      throw new StandInRefusal(403, "Resource not accessible by personal access token");
    }
    return found;
  }
}
