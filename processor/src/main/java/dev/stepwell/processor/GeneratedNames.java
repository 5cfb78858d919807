package dev.stepwell.processor;

import dev.stepwell.processor.model.ClassModel;
import dev.stepwell.processor.model.EventModel;
import dev.stepwell.processor.model.FunctionModel;
import dev.stepwell.processor.model.KnownNames;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The names that are generated in a compilation, as the bodies of its functions may use them. */
final class GeneratedNames {
  private final List<EventModel> events;
  private final Map<String, FunctionModel> functions = new HashMap<>();
  private final Map<String, KnownNames> byPackage = new HashMap<>();

  /** The names of these events, and of the functions of these classes. */
  GeneratedNames(Collection<EventModel> events, List<ClassModel> classes) {
    this.events = List.copyOf(events);
    for (ClassModel type : classes) {
      for (FunctionModel function : type.functions()) {
        functions.put(function.constant(), function);
      }
    }
  }

  /** Their meanings in this package, which may also have the same names from another. */
  KnownNames in(String packageName) {
    return byPackage.computeIfAbsent(packageName, this::read);
  }

  private KnownNames read(String packageName) {
    List<EventModel> ownLast = new ArrayList<>(events);
    ownLast.sort(Comparator.comparing(event -> event.packageName().equals(packageName)));
    Map<String, EventModel> byName = new HashMap<>();
    for (EventModel event : ownLast) {
      byName.put(event.holderName(), event);
      byName.put(event.names().get(event.names().size() - 1), event);
    }
    return new KnownNames(byName, functions);
  }
}
