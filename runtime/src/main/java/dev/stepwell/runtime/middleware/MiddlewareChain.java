package dev.stepwell.runtime.middleware;

import dev.stepwell.runtime.model.Sent;
import dev.stepwell.runtime.model.StoredEvent;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All middleware of a process, nested. */
public final class MiddlewareChain {
  /** No middleware. */
  public static final MiddlewareChain NONE = new MiddlewareChain(List.of());

  private final List<Middleware> all;

  private MiddlewareChain(List<Middleware> all) {
    this.all = all;
  }

  /** These, the first one outermost. */
  public static MiddlewareChain of(List<Middleware> all) {
    return all.isEmpty() ? NONE : new MiddlewareChain(List.copyOf(all));
  }

  /** Whether there is none. Then the other methods are not called, and nothing is created for them. */
  public boolean isEmpty() {
    return all.isEmpty();
  }

  /** Sends through all middleware. */
  public List<Sent> send(SendInfo send, Middleware.Sending last) {
    return send(0, send, last);
  }

  private List<Sent> send(int index, SendInfo send, Middleware.Sending last) {
    return index == all.size()
        ? last.proceed(send.events())
        : all.get(index)
            .aroundSend(
                send,
                events -> send(index + 1, send.with(same(send.events(), events, index)), last));
  }

  /** The events after middleware, if only their data and headers changed. */
  private List<StoredEvent> same(List<StoredEvent> before, List<StoredEvent> after, int index) {
    boolean same = before.size() == after.size();
    List<StoredEvent> events = new ArrayList<>(after.size());
    for (int i = 0; same && i < after.size(); i++) {
      StoredEvent event = after.get(i);
      same = before
          .get(i)
          .equals(event.withData(before.get(i).data()).withHeaders(before.get(i).headers()));
      events.add(event);
    }
    if (!same) {
      throw new IllegalArgumentException(all.get(index).getClass().getName()
          + " proceeds with other events than it was called with: a middleware may replace only the data and the headers"
          + " of each event");
    }
    return events;
  }

  /** Executes a run through all middleware. */
  public @Nullable Object run(RunInfo run, Middleware.Execution last) throws Exception {
    return run(0, run, last);
  }

  private @Nullable Object run(int index, RunInfo run, Middleware.Execution last) throws Exception {
    return index == all.size()
        ? last.proceed(run.event())
        : all.get(index).aroundRun(run, event -> run(index + 1, run.with(event), last));
  }

  /** Executes a branch of a run through all middleware. */
  public @Nullable Object branch(RunInfo run, Middleware.Attempt last) throws Exception {
    Middleware.Attempt next = last;
    for (int i = all.size() - 1; i >= 0; i--) {
      Middleware middleware = all.get(i);
      Middleware.Attempt inner = next;
      next = () -> middleware.aroundBranch(run, inner);
    }
    return next.proceed();
  }

  /** Attempts a step through all middleware. */
  public @Nullable Object step(StepInfo step, Middleware.Attempt last) throws Exception {
    Middleware.Attempt next = last;
    for (int i = all.size() - 1; i >= 0; i--) {
      Middleware middleware = all.get(i);
      Middleware.Attempt inner = next;
      next = () -> middleware.aroundStep(step, inner);
    }
    return next.proceed();
  }
}
