package dev.stepwell.processor;

import dev.stepwell.processor.model.CancelOnModel;
import dev.stepwell.processor.model.ClassModel;
import dev.stepwell.processor.model.EventModel;
import dev.stepwell.processor.model.QualifiedNames;
import dev.stepwell.processor.model.TextModel;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The classes and events of a round that can be written now; those that name a class that is yet to be generated wait
 * for the next round.
 *
 * @param classes the classes
 * @param declared the hand-written events
 */
record Round(List<ClassModel> classes, List<EventModel> declared) {
  /** The part that names only existing classes, or classes that are generated from this part. */
  Round ready() {
    Round ready = this;
    Round before;
    do {
      before = ready;
      Set<String> made = before.made();
      List<EventModel> events = before.declared.stream()
          .filter(event -> isIn(made, event.packageName(), event.unresolved()))
          .toList();
      Predicate<ClassModel> known = type -> isIn(made, type.packageName(), type.unresolved());
      ready = events.size() < declared.size()
          ? new Round(List.of(), List.of())
          : new Round(before.classes.stream().filter(known).toList(), events);
    } while (ready.classes.size() < before.classes.size());
    return ready;
  }

  private static boolean isIn(Set<String> made, String packageName, Set<String> names) {
    return names.stream()
        .map(name -> QualifiedNames.of(packageName, name.replaceFirst("\\..*", "")))
        .allMatch(made::contains);
  }

  /** The full names of what is generated from this. */
  private Set<String> made() {
    Set<String> made = new HashSet<>();
    declared.forEach(event -> made.add(QualifiedNames.of(event.packageName(), event.holderName())));
    for (ClassModel type : classes) {
      Stream.concat(Stream.of(type.durableName()), ofFunctions(type))
          .forEach(name -> made.add(QualifiedNames.of(type.packageName(), name)));
    }
    return made;
  }

  private static Stream<String> ofFunctions(ClassModel type) {
    if (type.functions().isEmpty()) {
      return Stream.of();
    }
    Stream<String> triggers = type.functions().stream()
        .flatMap(function -> function.events().stream())
        .map(TextModel::text);
    Stream<String> cancels = type.functions().stream()
        .flatMap(function -> function.cancelOn().stream())
        .map(CancelOnModel::event);
    return Stream.concat(
        Stream.of(type.catalogName(), "Functions"),
        Stream.concat(triggers, cancels).map(EventModel::recordName));
  }

  /** The full names of the catalogs that belong to these classes and events, whether they have functions or not. */
  Set<String> catalogNames() {
    Set<String> names = new HashSet<>();
    classes.forEach(type -> names.add(type.qualifiedCatalogName()));
    declared.forEach(
        event -> names.add(QualifiedNames.of(event.packageName(), event.holderName())));
    return names;
  }
}
