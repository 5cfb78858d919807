package dev.stepwell.server.functions;

import dev.stepwell.runtime.Stepwell;
import dev.stepwell.runtime.client.Limits;
import dev.stepwell.runtime.model.LimitChange;
import dev.stepwell.runtime.model.LimitInfo;
import dev.stepwell.server.http.Exchange;
import dev.stepwell.server.http.Fields;
import dev.stepwell.server.http.Parameters;
import dev.stepwell.server.http.Problem;
import dev.stepwell.server.http.Routes;
import dev.stepwell.server.http.Viewer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** {@code /api/limits}: the limits on runs, what operators change of them, and the record of these changes. */
public final class LimitsApi {
  private static final int MAX_SECONDS = 43_200;

  /** Ten years. */
  private static final int MAX_MINUTES = 5_256_000;

  private static final String OVERRIDE =
      "give {\"limit\": name, \"amount\": number, \"until\": time}, or \"minutes\" in place of \"until\"";

  private final Stepwell stepwell;
  private final CachedFunctions functions;
  private final LimitKeys keys;

  /** Shows and changes limits through the front door, and keys without their secrets. */
  public LimitsApi(Stepwell stepwell, CachedFunctions functions, LimitKeys keys) {
    this.stepwell = stepwell;
    this.functions = functions;
    this.keys = keys;
  }

  /** Adds its routes. */
  public void addTo(Routes routes) {
    routes.get("/api/limits", request -> {
      Parameters.of(request).allow(Set.of());
      LimitOwners owners = owners();
      request.json(stepwell.limits().all().stream()
          .filter(owners::concerns)
          .map(limit -> LimitJson.of(limit, owners, keys))
          .toList());
    });
    routes.get("/api/limits/changes", this::changes);
    routes.post("/api/limits/override", this::override);
    routes.post("/api/limits/remove-override", this::removeOverride);
    routes.post("/api/limits/drop", this::drop);
    routes.post("/api/limits/release", this::release);
    routes.post("/api/limits/move", this::move);
  }

  private LimitOwners owners() {
    return new LimitOwners(functions.all());
  }

  /** The limits, recording changes with the name of the user. */
  private Limits limits(Exchange request) {
    return stepwell.limits().by(Viewer.of(request).user());
  }

  /** The name of the limit that a body names. */
  private String known(Fields body) {
    return limit(body).limit().name();
  }

  private LimitInfo limit(Fields body) {
    String name = body.required("limit");
    try {
      return stepwell.limits().limit(name);
    } catch (NoSuchElementException e) {
      throw Problem.missing(String.valueOf(e.getMessage()));
    }
  }

  private void override(Exchange request) {
    Fields body = Fields.of(request, OVERRIDE, Set.of("limit", "amount", "until", "minutes"));
    int amount = body.number("amount", 1, Integer.MAX_VALUE);
    if (body.has("until") == body.has("minutes")) {
      throw Problem.bad("give either until or minutes: " + OVERRIDE);
    }
    Instant until = body.has("until")
        ? body.time("until")
        : stepwell.now().plus(Duration.ofMinutes(body.number("minutes", 1, MAX_MINUTES)));
    String limit = known(body);
    try {
      limits(request).override(limit, amount, until);
    } catch (IllegalArgumentException e) {
      throw Problem.bad(String.valueOf(e.getMessage()));
    }
    show(request, limit);
  }

  private void removeOverride(Exchange request) {
    String limit = known(Fields.of(request, "give {\"limit\": name}", Set.of("limit")));
    limits(request).removeOverride(limit);
    show(request, limit);
  }

  private void show(Exchange request, String limit) {
    request.json(LimitJson.of(stepwell.limits().limit(limit), owners(), keys));
  }

  /** How many runs were cancelled. */
  record Dropped(int cancelled) {}

  private void drop(Exchange request) {
    Fields body = keyed(request);
    LimitInfo limit = limit(body);
    String key = keys.stored(limit, body.required("key"));
    request.json(new Dropped(limits(request).drop(limit.limit().name(), key)));
  }

  private void release(Exchange request) {
    Fields body = keyed(request);
    LimitInfo limit = limit(body);
    String name = limit.limit().name();
    if (!limits(request).release(name, keys.stored(limit, body.required("key")))) {
      throw LimitKeys.unknown(name, body.required("key"));
    }
    show(request, name);
  }

  private static Fields keyed(Exchange request) {
    return Fields.of(
        request,
        "give {\"limit\": name, \"key\": key}, as GET /api/limits shows them",
        Set.of("limit", "key"));
  }

  /** A run that was moved. */
  record Moved(UUID run, int seconds) {}

  private void move(Exchange request) {
    Fields body =
        Fields.of(request, "give {\"run\": id, \"seconds\": number}", Set.of("run", "seconds"));
    UUID run = id(body.required("run"));
    int seconds = body.number("seconds", -MAX_SECONDS, MAX_SECONDS);
    if (!limits(request).move(run, seconds)) {
      throw new Problem(
          409,
          "Conflict",
          "run " + run + " does not wait: it is executing, has ended or is unknown");
    }
    request.json(new Moved(run, seconds));
  }

  private static UUID id(String text) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      throw Problem.bad("a run's id must be a UUID, not " + text);
    }
  }

  /** A page of changes; {@code next} is null on the last one. */
  record Changes(List<LimitChangeJson> changes, @Nullable Long next) {}

  private void changes(Exchange request) {
    Parameters parameters = Parameters.of(request);
    parameters.allow(Set.of("before", "limit"));
    int max = parameters.limit();
    int before = parameters.number("before", Integer.MAX_VALUE, Integer.MAX_VALUE);
    List<LimitChange> changes = stepwell.limits().changes((long) before, max);
    Long next = changes.size() < max ? null : changes.get(max - 1).number();
    request.json(new Changes(
        changes.stream().map(change -> LimitChangeJson.of(change, keys)).toList(), next));
  }
}
