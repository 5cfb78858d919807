package dev.stepwell.processor.check;

import dev.stepwell.processor.model.Address;
import dev.stepwell.processor.model.ClassModel;
import dev.stepwell.processor.model.FunctionModel;
import dev.stepwell.processor.model.OrderModel;
import dev.stepwell.processor.model.StepModel;
import dev.stepwell.processor.model.WaitModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Checks the steps of graphs, and finds steps with a place in a graph outside of graphs. */
final class OrderChecks {
  private final ClassModel type;
  private final List<Fault> faults = new ArrayList<>();

  private OrderChecks(ClassModel type) {
    this.type = type;
  }

  static List<Fault> of(ClassModel type) {
    OrderChecks checks = new OrderChecks(type);
    Optional<FunctionModel> graph = type.graph();
    if (graph.isPresent()) {
      checks.checkGraph(graph.get());
    } else {
      type.steps().forEach(checks::checkOutside);
    }
    return checks.faults;
  }

  private void checkGraph(FunctionModel graph) {
    if (type.steps().isEmpty()) {
      fault(FaultKind.GRAPH_WITHOUT_STEPS, graph.method().address(), type.name());
    }
    for (FunctionModel other : type.functions()) {
      if (other.graph() == null) {
        fault(
            FaultKind.FUNCTION_IN_GRAPH,
            other.method().address(),
            other.method().name(),
            type.name());
      }
    }
    for (StepModel step : type.steps()) {
      OrderModel order = step.order();
      if (order.delay().isGiven()) {
        faults.addAll(
            DurationChecks.positive("step " + step.method().name(), "delay", order.delay()));
      }
      order.waits().forEach(this::checkWait);
    }
  }

  private void checkWait(WaitModel wait) {
    String owner = "parameter " + wait.parameter().name();
    faults.addAll(DurationChecks.positive(owner, "timeout", wait.timeout()));
    if (wait.lookBack().isGiven()) {
      faults.addAll(DurationChecks.positive(owner, "lookBack", wait.lookBack()));
    }
  }

  private void checkOutside(StepModel step) {
    OrderModel order = step.order();
    String name = step.method().name();
    if (!order.after().isEmpty()) {
      outside(order.after().get(0).address(), name, "after");
    }
    if (order.delay().isGiven()) {
      outside(order.delay().address(), name, "delay");
    }
    order.waits().forEach(wait -> outside(wait.eventAddress(), name, "@WaitFor"));
  }

  private void outside(Address address, String step, String what) {
    fault(FaultKind.ORDER_WITHOUT_GRAPH, address, step, what, type.name());
  }

  private void fault(FaultKind kind, Address address, Object... names) {
    faults.add(Fault.of(kind, address, names));
  }
}
