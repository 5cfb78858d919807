package dev.stepwell.processor;

import dev.stepwell.processor.check.Fault;
import dev.stepwell.processor.check.FaultKind;
import dev.stepwell.processor.model.CancelOnModel;
import dev.stepwell.processor.model.ClassModel;
import dev.stepwell.processor.model.EventModel;
import dev.stepwell.processor.model.FunctionModel;
import dev.stepwell.processor.model.TextModel;
import dev.stepwell.processor.model.WaitModel;
import dev.stepwell.processor.scan.OtherModules;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The names that other jars and modules share with this compilation: in one application, each must be unique. */
final class OtherModuleNames {
  private final OtherModules others;

  OtherModuleNames(OtherModules others) {
    this.others = others;
  }

  /** The events that these classes name, but for those that are known here. */
  List<EventModel> events(List<ClassModel> classes, Collection<EventModel> known) {
    Set<String> names = new TreeSet<>();
    for (ClassModel type : classes) {
      type.functions().forEach(function -> addNames(function, names));
      type.steps().stream()
          .flatMap(step -> step.order().waits().stream())
          .map(WaitModel::event)
          .forEach(names::add);
    }
    names.removeAll(known.stream().map(EventModel::name).collect(Collectors.toSet()));
    return names.stream().flatMap(name -> others.event(name).stream()).toList();
  }

  private static void addNames(FunctionModel function, Set<String> names) {
    if (function.whole() == null) {
      function.events().stream().map(TextModel::text).forEach(names::add);
    }
    function.cancelOn().stream().map(CancelOnModel::event).forEach(names::add);
  }

  /** The fault of a function whose id another module has. */
  Optional<Fault> sameFunction(FunctionModel function, String place) {
    return others
        .function(function.storedId(), function.constant())
        .map(other -> Fault.of(
            FaultKind.SAME_FUNCTION_ID, function.idAddress(), function.storedId(), other, place));
  }

  /** The fault of an event that is declared here and in another module. */
  Optional<Fault> sameEvent(EventModel declared) {
    return others
        .event(declared.name())
        .map(other -> Fault.of(
            FaultKind.SAME_EVENT,
            declared.address(),
            declared.name(),
            other.qualifiedName() + others.placeOfEvent(declared.name()),
            declared.type().words()));
  }
}
