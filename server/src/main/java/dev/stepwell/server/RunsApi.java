package dev.stepwell.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stepwell.runtime.Stepwell;
import dev.stepwell.runtime.model.FailedAttempt;
import dev.stepwell.runtime.model.Run;
import dev.stepwell.runtime.model.RunFilter;
import dev.stepwell.runtime.model.RunPage;
import dev.stepwell.runtime.model.RunStatus;
import dev.stepwell.runtime.store.Runs;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code /api/runs}: runs out, their cancellation and their repetition. */
final class RunsApi {
  private static final int MOST = 200;
  private static final int USUAL = 50;
  private static final Set<String> PARAMETERS =
      Set.of("function", "status", "text", "before", "limit");

  private final ObjectMapper mapper = new ObjectMapper();
  private final Stepwell stepwell;

  RunsApi(Stepwell stepwell) {
    this.stepwell = stepwell;
  }

  void addTo(RoutesConfig routes) {
    routes.get("/api/runs", this::list);
    routes.get("/api/runs/{id}", this::show);
    routes.post("/api/runs/{id}/cancel", this::cancel);
    routes.post("/api/runs/{id}/rerun", this::rerun);
  }

  private void list(Context request) {
    Set<String> unknown = new TreeSet<>(request.queryParamMap().keySet());
    unknown.removeAll(PARAMETERS);
    if (!unknown.isEmpty()) {
      throw bad("parameters " + unknown + " are unknown; there are " + new TreeSet<>(PARAMETERS));
    }
    RunFilter filter = new RunFilter(
        given(request.queryParam("function")),
        statuses(given(request.queryParam("status"))),
        given(request.queryParam("text")),
        null,
        null,
        null);
    RunPage page = stepwell
        .runs()
        .list(
            filter,
            before(given(request.queryParam("before"))),
            limit(given(request.queryParam("limit"))));
    request.json(
        new RunJson.Page(page.runs().stream().map(RunJson.Summary::of).toList(), page.next()));
  }

  private static @Nullable String given(@Nullable String parameter) {
    return parameter == null || parameter.isBlank() ? null : parameter.strip();
  }

  private static Set<RunStatus> statuses(@Nullable String words) {
    if (words == null) {
      return Set.of();
    }
    try {
      return Arrays.stream(words.split(","))
          .map(word -> RunStatus.ofWord(word.strip()))
          .collect(Collectors.toSet());
    } catch (IllegalArgumentException e) {
      throw bad("status " + words + " is unknown; give one or several, with commas, of "
          + Arrays.stream(RunStatus.values()).map(RunStatus::word).toList());
    }
  }

  private static @Nullable UUID before(@Nullable String id) {
    try {
      return id == null ? null : UUID.fromString(id);
    } catch (IllegalArgumentException e) {
      throw bad("before is what next of the page before says, and not " + id);
    }
  }

  private static int limit(@Nullable String number) {
    try {
      int limit = number == null ? USUAL : Integer.parseInt(number);
      if (limit >= 1 && limit <= MOST) {
        return limit;
      }
    } catch (NumberFormatException e) {
      throw bad("limit is a number, and not " + number);
    }
    throw bad("limit is from 1 to " + MOST + ", and not " + number);
  }

  private static Problem bad(String what) {
    return new Problem(400, "Bad Request", what);
  }

  private void show(Context request) {
    Run run = run(request);
    Runs runs = stepwell.runs();
    List<FailedAttempt> failed = runs.failedAttempts(run.id());
    request.json(new RunJson.Shown(
        RunJson.Summary.of(run),
        runs.event(run.eventId()).map(RunJson.Started::by).orElse(null),
        RunJson.CalledBy.of(run.caller()),
        Secrets.hidden(run.output()),
        run.error(),
        runs.reasons(run.id()).stream().map(RunJson.Why::of).toList(),
        runs.steps(run.id()).stream().map(step -> RunJson.Step.of(step, failed)).toList(),
        runs.invokedBy(run.id()).stream().map(RunJson.Summary::of).toList()));
  }

  private void cancel(Context request) {
    Run run = run(request);
    if (!stepwell.cancel(run.id())) {
      throw new Problem(
          409, "Conflict", "run " + run.id() + " has ended, so it cannot be cancelled any more");
    }
    request.json(RunJson.Summary.of(run(request)));
  }

  private void rerun(Context request) {
    Run run = run(request);
    String step = fromStep(request.body());
    UUID again;
    try {
      again = step == null ? stepwell.rerun(run.id()) : stepwell.rerun(run.id(), step);
    } catch (IllegalStateException e) {
      throw new Problem(409, "Conflict", String.valueOf(e.getMessage()));
    } catch (NoSuchElementException e) {
      throw Problems.missing(String.valueOf(e.getMessage()));
    }
    request.status(202);
    request.json(RunJson.Summary.of(stepwell.runs().run(again).orElseThrow()));
  }

  /** The step that the request names; null for the whole run. */
  private @Nullable String fromStep(String body) {
    if (body.isBlank()) {
      return null;
    }
    try {
      JsonNode node = mapper.readTree(body);
      JsonNode step = node.path("fromStep");
      boolean isOnly = node.isObject() && node.size() == (step.isMissingNode() ? 0 : 1);
      if (isOnly && (step.isMissingNode() || step.isTextual())) {
        return step.isTextual() ? step.asText() : null;
      }
    } catch (JsonProcessingException e) {
      throw bad("the request is not JSON: " + e.getOriginalMessage());
    }
    throw bad("give nothing, for the whole run, or {\"fromStep\": \"the id of a step\"}");
  }

  private Run run(Context request) {
    String id = request.pathParam("id");
    try {
      return stepwell
          .runs()
          .run(UUID.fromString(id))
          .orElseThrow(() -> Problems.missing("there is no run " + id));
    } catch (IllegalArgumentException e) {
      throw Problems.missing("there is no run " + id + ": a run's id is a UUID");
    }
  }
}
