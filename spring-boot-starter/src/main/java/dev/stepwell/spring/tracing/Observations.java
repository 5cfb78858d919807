package dev.stepwell.spring.tracing;

import dev.stepwell.runtime.middleware.RunInfo;
import dev.stepwell.runtime.middleware.SendInfo;
import dev.stepwell.runtime.middleware.StepInfo;
import dev.stepwell.runtime.model.StoredEvent;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.util.Set;
import java.util.stream.Collectors;

/** The observations by name, with the same keys of low cardinality for all of one name, as meters demand it. */
final class Observations {
  static final String EXCEPTION = "exception";

  private static final String NONE = "none";

  /** Stepwell's own events, which nobody else can send. */
  private static final String OWN = "stepwell/";

  private final ObservationRegistry registry;
  private final Set<String> events;

  /**
   * Observes to this registry.
   *
   * @param events the names of events that catalogs know
   */
  Observations(ObservationRegistry registry, Set<String> events) {
    this.registry = registry;
    this.events = events;
  }

  Observation send(SendInfo send, SendContext context) {
    Set<String> names = send.events().stream().map(StoredEvent::name).collect(Collectors.toSet());
    String event = names.size() == 1 ? bounded(names.iterator().next()) : "several";
    Observation observation = Observation.createNotStarted("stepwell.send", () -> context, registry)
        .contextualName("send " + event)
        .lowCardinalityKeyValue("event", event)
        .lowCardinalityKeyValue(EXCEPTION, NONE);
    return send.events().size() == 1 ? identified(observation, send.events().get(0)) : observation;
  }

  private static Observation identified(Observation observation, StoredEvent event) {
    return observation
        .highCardinalityKeyValue("event.id", event.id())
        .highCardinalityKeyValue("event.name", event.name());
  }

  /** The name as a tag: who may send JSON can send events of any number of names. */
  private String bounded(String event) {
    return events.contains(event) || event.startsWith(OWN) ? event : "other";
  }

  Observation execution(RunInfo run) {
    return Observation.createNotStarted(
            "stepwell.run", () -> new ExecutionContext(run.event()), registry)
        .contextualName("run " + run.functionId())
        .lowCardinalityKeyValue("function", run.functionId())
        .lowCardinalityKeyValue("event", run.event().name())
        .lowCardinalityKeyValue(EXCEPTION, NONE)
        .highCardinalityKeyValue("run", run.runId().toString())
        .highCardinalityKeyValue("event.id", run.event().id());
  }

  /** An attempt, within the observation that is current. */
  Observation attempt(StepInfo step) {
    String id = step.baseId();
    return Observation.createNotStarted("stepwell.step", registry)
        .contextualName("step " + id)
        .lowCardinalityKeyValue("function", step.run().functionId())
        .lowCardinalityKeyValue("step", id)
        .lowCardinalityKeyValue(EXCEPTION, NONE)
        .highCardinalityKeyValue("step.id", step.stepId())
        .highCardinalityKeyValue("run", step.run().runId().toString())
        .highCardinalityKeyValue("attempt", String.valueOf(step.attempt()));
  }

  /** Marks an observation as failed. */
  static void fail(Observation observation, Throwable thrown) {
    observation.lowCardinalityKeyValue(EXCEPTION, thrown.getClass().getSimpleName());
    observation.highCardinalityKeyValue("error.type", thrown.getClass().getName());
    observation.error(new ObservedFailure(thrown));
  }

  /** Ends that of an execution. */
  static void stop(Observation observation, String outcome) {
    observation.lowCardinalityKeyValue("outcome", outcome);
    observation.stop();
  }
}
