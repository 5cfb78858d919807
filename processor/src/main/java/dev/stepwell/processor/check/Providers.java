package dev.stepwell.processor.check;

import dev.stepwell.processor.model.FieldModel;
import dev.stepwell.processor.model.StepModel;
import dev.stepwell.processor.model.TypeModel;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/** Finds the steps of a graph whose results are inputs of others: by name, and by the application's own types. */
final class Providers {
  /** The collections whose stored elements come back in their order. */
  private static final List<String> COLLECTIONS = List.of("List", "Collection");

  private final List<StepModel> steps;
  private final BiPredicate<StepModel, FieldModel> isSought;
  private final Predicate<FieldModel> isField;

  /** The steps that are done for each element of an input. */
  private Set<StepModel> repeated = Set.of();

  /**
   * Finds among these steps.
   *
   * @param isSought whether this parameter of a step may be a result
   * @param isField whether a parameter is a field that the event is known to have
   */
  Providers(
      List<StepModel> steps,
      BiPredicate<StepModel, FieldModel> isSought,
      Predicate<FieldModel> isField) {
    this.steps = steps;
    this.isSought = isSought;
    this.isField = isField;
    for (int i = 0; i <= steps.size(); i++) {
      repeated = findRepeated();
    }
  }

  /**
   * What may give a parameter its value.
   *
   * @param steps the steps: none, one, or several between which nothing decides
   * @param each whether they give a collection, and the parameter is an element
   */
  record Found(List<StepModel> steps, boolean each) {
    private static final Found NOTHING = new Found(List.of(), false);
  }

  /** A step's result makes a step per element of those that take an element, whose results are lists then, and so on. */
  private Set<StepModel> findRepeated() {
    Set<StepModel> found = new HashSet<>();
    for (StepModel step : steps) {
      if (step.method().parameters().stream()
          .anyMatch(parameter ->
              isSought.test(step, parameter) && find(step, parameter).each())) {
        found.add(step);
      }
    }
    return found;
  }

  /** The steps that may give this parameter of a step its value. */
  Found find(StepModel step, FieldModel parameter) {
    TypeModel wanted = parameter.type().unwrapped().boxed();
    List<StepModel> others = steps.stream().filter(other -> !other.equals(step)).toList();
    Found named =
        find(others.stream().filter(other -> isNamed(other, parameter.name())).toList(), wanted);
    if (!named.steps().isEmpty() || isField.test(parameter) || !isOwn(wanted)) {
      return named;
    }
    return find(others, wanted);
  }

  private Found find(List<StepModel> some, TypeModel wanted) {
    List<StepModel> whole =
        some.stream().filter(other -> brings(other).boxed().equals(wanted)).toList();
    if (!whole.isEmpty()) {
      return new Found(whole, false);
    }
    List<StepModel> each = some.stream()
        .filter(other -> element(brings(other)).filter(wanted::equals).isPresent())
        .toList();
    return each.isEmpty() ? Found.NOTHING : new Found(each, true);
  }

  /** The step that has this name; empty if none has. */
  Optional<StepModel> named(String name) {
    return steps.stream().filter(step -> isNamed(step, name)).findFirst();
  }

  private static boolean isNamed(StepModel step, String name) {
    return step.method().name().equals(name) || camel(step.id()).equals(name);
  }

  /** {@code create-repo} gives {@code createRepo}. */
  private static String camel(String id) {
    StringBuilder name = new StringBuilder();
    boolean up = false;
    for (int i = 0; i < id.length(); i++) {
      char c = id.charAt(i);
      if (Character.isLetterOrDigit(c)) {
        name.append(up ? Character.toUpperCase(c) : c);
      }
      up = !Character.isLetterOrDigit(c);
    }
    return name.toString();
  }

  private TypeModel brings(StepModel step) {
    TypeModel result = step.method().returns().unwrapped();
    return repeated.contains(step) && !step.method().isVoid()
        ? TypeModel.Declared.list(result)
        : result;
  }

  private static Optional<TypeModel> element(TypeModel type) {
    return type instanceof TypeModel.Declared declared
            && declared.packageName().equals("java.util")
            && COLLECTIONS.contains(declared.words().replaceFirst("<.*", ""))
            && declared.arguments().size() == 1
        ? Optional.of(declared.arguments().get(0))
        : Optional.empty();
  }

  /**
   * Whether a type contains the application's own classes: a {@code String} can be anything, so it identifies nothing.
   */
  private static boolean isOwn(TypeModel type) {
    boolean isOwn = type instanceof TypeModel.Unresolved
        || (type instanceof TypeModel.Declared declared
            && !declared.packageName().matches("java(\\..*)?"));
    return isOwn || type.parts().stream().anyMatch(Providers::isOwn);
  }
}
