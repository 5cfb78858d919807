package dev.stepwell.polaris.github.standin;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The URLs in responses, all on this stand-in. */
final class Links {
  private final Supplier<URI> base;

  /** The address is a supplier, because the port is unknown before the start. */
  Links(Supplier<URI> base) {
    this.base = base;
  }

  String user(String login) {
    return base.get() + "/users/" + encoded(login);
  }

  String userPage(String login) {
    return base.get() + "/" + encoded(login);
  }

  String page(BareRepository repository) {
    return base.get() + "/" + repository.owner() + "/" + repository.name();
  }

  String repository(BareRepository repository) {
    return base.get() + "/repos/" + repository.owner() + "/" + repository.name();
  }

  String object(BareRepository repository, String kind, String sha) {
    return repository(repository) + "/git/" + kind + "s/" + sha;
  }

  String ref(BareRepository repository, String ref) {
    return repository(repository) + "/git/" + encoded(ref);
  }

  private static String encoded(String path) {
    return Arrays.stream(path.split("/"))
        .map(part -> URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20"))
        .collect(Collectors.joining("/"));
  }
}
