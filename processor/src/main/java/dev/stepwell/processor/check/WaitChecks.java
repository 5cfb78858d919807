package dev.stepwell.processor.check;

import dev.stepwell.processor.model.Address;
import dev.stepwell.processor.model.ClassModel;
import dev.stepwell.processor.model.EventModel;
import dev.stepwell.processor.model.FieldModel;
import dev.stepwell.processor.model.FunctionModel;
import dev.stepwell.processor.model.GraphModel;
import dev.stepwell.processor.model.InputModel;
import dev.stepwell.processor.model.NodeModel;
import dev.stepwell.processor.model.TypeModel;
import dev.stepwell.processor.model.WaitModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Checks the events for which a graph waits, once all events are planned. */
final class WaitChecks {
  private final ClassModel type;
  private final GraphModel graph;
  private final EventRecords records;
  private final @Nullable EventModel trigger;
  private final List<Fault> faults = new ArrayList<>();

  private WaitChecks(
      ClassModel type, FunctionModel function, GraphModel graph, EventRecords records) {
    this.type = type;
    this.graph = graph;
    this.records = records;
    this.trigger = records.event(function.event());
  }

  static List<Fault> of(ClassModel type, FunctionModel function, EventRecords records) {
    GraphModel graph = function.graph();
    if (graph == null) {
      return List.of();
    }
    WaitChecks checks = new WaitChecks(type, function, graph, records);
    graph.waits().forEach(checks::check);
    return checks.faults;
  }

  private void check(NodeModel.OfWait node) {
    WaitModel wait = node.awaited();
    String parameter = wait.parameter().name();
    List<Fault> ofName = EventChecks.name(wait.event(), wait.eventAddress());
    EventModel event = records.event(wait.event());
    if (!ofName.isEmpty()) {
      faults.addAll(ofName);
    } else if (event == null) {
      List<String> names = records.all().stream().map(EventModel::name).toList();
      fault(
          FaultKind.UNKNOWN_EVENT,
          wait.eventAddress(),
          parameter,
          wait.event(),
          SimilarNames.hint(wait.event(), names),
          EventModel.recordName(wait.event()));
    } else if (!isOf(wait.parameter().type().unwrapped(), event)) {
      fault(
          FaultKind.WAIT_TYPE,
          wait.parameter().address(),
          parameter,
          wait.event(),
          wait.parameter().type().words(),
          event.type().words());
    } else {
      checkEvent(node, event);
    }
  }

  /** Whether this is the event's record, which may be yet to be generated beside the class. */
  private boolean isOf(TypeModel parameter, EventModel event) {
    return parameter.equals(event.type())
        || (parameter instanceof TypeModel.Unresolved
            && event.packageName().equals(type.packageName())
            && parameter.words().equals(event.type().words()));
  }

  private void checkEvent(NodeModel.OfWait node, EventModel event) {
    WaitModel wait = node.awaited();
    if (!event.declared()) {
      faults.addAll(EventRecords.packageFaults(event, type.packageName(), wait.eventAddress()));
    }
    if (wait.match().isEmpty()) {
      fault(FaultKind.WAIT_WITHOUT_MATCH, wait.matchAddress(), wait.event());
    }
    for (int i = 0; i < wait.match().size(); i++) {
      String name = wait.match().get(i);
      type(node.inputs().get(i), wait.matchAddress())
          .ifPresent(
              given -> faults.addAll(FieldChecks.of(event, name, given, wait.matchAddress())));
    }
  }

  /** The type of the value for a matched field; empty if there is no such value, which is reported. */
  private Optional<TypeModel> type(InputModel input, Address address) {
    if (input.isOfNode()) {
      return graph.steps().stream()
          .filter(step -> step.name().equals(input.name()))
          .map(NodeModel.OfStep::brings)
          .findFirst();
    } else if (trigger == null) {
      return Optional.empty();
    }
    Optional<FieldModel> field = FieldChecks.component(trigger, input.name());
    if (field.isEmpty()) {
      faults.add(FieldChecks.unknownComponent(trigger, input.name(), address));
    }
    return field.map(FieldModel::type);
  }

  private void fault(FaultKind kind, Address address, Object... names) {
    faults.add(Fault.of(kind, address, names));
  }
}
