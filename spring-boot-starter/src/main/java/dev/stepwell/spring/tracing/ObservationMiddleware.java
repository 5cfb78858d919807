package dev.stepwell.spring.tracing;

import dev.stepwell.contract.Catalog;
import dev.stepwell.contract.UncatchableSuspension;
import dev.stepwell.runtime.middleware.Middleware;
import dev.stepwell.runtime.middleware.RunInfo;
import dev.stepwell.runtime.middleware.SendInfo;
import dev.stepwell.runtime.middleware.StepInfo;
import dev.stepwell.runtime.model.Sent;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Observes sends, executions of runs, and attempts of steps. A tracing handler of Micrometer hands the context of the send on in the headers of
 * the event, so the execution continues its trace.
 */
@SuppressWarnings("try") // an observation is current for as long as its scope is open
final class ObservationMiddleware implements Middleware {
  private final Observations observations;
  private final Map<UUID, Observation> executing = new ConcurrentHashMap<>();

  /**
   * Observes to this registry.
   *
   * @param loader finds the catalogs, whose events are told apart
   */
  ObservationMiddleware(ObservationRegistry registry, @Nullable ClassLoader loader) {
    this.observations = new Observations(registry, events(loader));
  }

  private static Set<String> events(@Nullable ClassLoader loader) {
    Set<String> names = new HashSet<>();
    for (Catalog catalog : ServiceLoader.load(Catalog.class, loader)) {
      catalog.events().forEach(event -> names.add(event.name()));
      catalog.functions().forEach(function -> names.addAll(function.triggers()));
    }
    return names;
  }

  @Override
  public List<Sent> aroundSend(SendInfo send, Sending next) {
    SendContext context = new SendContext();
    Observation observation = observations.send(send, context).start();
    try (Observation.Scope scope = observation.openScope()) {
      return next.proceed(context.addTo(send.events()));
    } catch (RuntimeException | Error e) {
      Observations.fail(observation, e);
      throw e;
    } finally {
      observation.stop();
    }
  }

  @Override
  public @Nullable Object aroundRun(RunInfo run, Execution next) throws Exception {
    Observation observation = observations.execution(run).start();
    executing.put(run.runId(), observation);
    String outcome = "parked";
    try (Observation.Scope scope = observation.openScope()) {
      Object output = next.proceed(run.event());
      outcome = "completed";
      return output;
    } catch (UncatchableSuspension parked) {
      throw parked;
    } catch (Throwable e) {
      outcome = "failed";
      Observations.fail(observation, e);
      throw e;
    } finally {
      executing.remove(run.runId(), observation);
      Observations.stop(observation, outcome);
    }
  }

  @Override
  public @Nullable Object aroundBranch(RunInfo run, Attempt next) throws Exception {
    Observation observation = executing.get(run.runId());
    if (observation == null) {
      return next.proceed();
    }
    try (Observation.Scope scope = observation.openScope()) {
      return next.proceed();
    }
  }

  @Override
  public @Nullable Object aroundStep(StepInfo step, Attempt next) throws Exception {
    Observation observation = observations.attempt(step).start();
    try (Observation.Scope scope = observation.openScope()) {
      return next.proceed();
    } catch (UncatchableSuspension taken) {
      throw taken;
    } catch (Throwable e) {
      Observations.fail(observation, e);
      throw e;
    } finally {
      observation.stop();
    }
  }
}
