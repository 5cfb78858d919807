package dev.stepwell.runtime.engine;

import dev.stepwell.FunctionRef;
import dev.stepwell.contract.FunctionDefinition;
import dev.stepwell.runtime.middleware.SendInfo;
import dev.stepwell.runtime.model.Caller;
import dev.stepwell.runtime.model.Sent;
import dev.stepwell.runtime.model.StepKind;
import dev.stepwell.runtime.model.StepRecord;
import dev.stepwell.runtime.model.StepWrite;
import dev.stepwell.runtime.model.StoredEvent;
import dev.stepwell.runtime.store.Journal.Recorded;
import dev.stepwell.runtime.time.Ids;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;

/** The waits of a run for other runs, which it starts. */
final class Invokes {
  private final RunState state;

  Invokes(RunState state) {
    this.state = state;
  }

  @SuppressWarnings({"unchecked", "NullAway"}) // R determines whether it may be null
  <E extends Record, R> R invoke(String id, FunctionRef<E, R> function, E payload) {
    if (!(function instanceof FunctionDefinition<?, ?, ?> definition)) {
      throw new IllegalArgumentException("step " + id + " invokes " + function
          + ", which is not a handle from a generated class Functions");
    }
    Branch branch = state.enter();
    String number = state.number(branch, id);
    StepRecord known = state.known(branch, number, StepKind.INVOKE);
    if (known == null) {
      state.beginWork(branch);
      state.awaitRecorded(branch);
      start(branch, number, definition, payload);
      throw state.parkAt(number, branch, null);
    }
    return switch (known.status()) {
      case COMPLETED -> (R) state.result(known, definition.resultType());
      case FAILED -> throw Outcomes.exception(known);
      case WAITING, RETRYING -> throw state.parkAt(number, branch, null);
    };
  }

  /** Records the wait together with the run that it waits for. */
  private void start(
      Branch branch, String number, FunctionDefinition<?, ?, ?> definition, Record payload) {
    Engine engine = state.engine();
    Instant startedAt = state.now();
    StoredEvent event = engine
        .events()
        .invocation(payload, definition.event(), state.run().id() + "/" + number)
        .withHeaders(state.run().event().headers());
    Call call = new Call(branch, number, definition, startedAt);
    if (engine.middleware().isEmpty()) {
      store(call, event);
    } else {
      AtomicBoolean isStored = new AtomicBoolean();
      List<Sent> unused = engine
          .middleware()
          .send(new SendInfo(List.of(event), state.info(), number), changed -> {
            isStored.set(true);
            return List.of(
                store(call, engine.events().changedInvocation(event, changed, definition.event())));
          });
      if (!isStored.get()) {
        throw new IllegalStateException("step " + number + " of " + state + " invokes "
            + definition.id()
            + ", but a middleware did not call proceed in aroundSend, so there is no"
            + " run to wait for. To reject an invocation, throw an exception there");
      }
    }
  }

  /** An invocation, and when the run's wait begins. */
  private record Call(
      Branch branch, String number, FunctionDefinition<?, ?, ?> definition, Instant startedAt) {}

  private Sent store(Call call, StoredEvent event) {
    Engine engine = state.engine();
    String number = call.number;
    UUID runId = Ids.next();
    Caller caller = new Caller(state.run().id(), number);
    StepRecord waiting = Outcomes.waiting(number, StepKind.INVOKE, call.startedAt, null)
        .withInput(engine.inputs().ofSend(List.of(event)));
    Recorded recorded;
    do {
      StepWrite write = new StepWrite(
          state.run().id(),
          waiting,
          null,
          null,
          List.of(
              engine.functions().matching().invoke(event, call.definition.id(), caller, runId)));
      recorded = Sends.recorded(state, call.branch, write);
    } while (recorded == Recorded.FUNCTIONS_CHANGED);
    state.goOnIf(call.branch, recorded);
    return new Sent(event.id(), false, List.of(runId), true);
  }
}
