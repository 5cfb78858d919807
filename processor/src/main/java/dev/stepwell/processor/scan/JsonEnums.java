package dev.stepwell.processor.scan;

import dev.stepwell.processor.model.FieldJson;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;

/** What JSON makes of the constants of enums. */
final class JsonEnums {
  private static final Set<String> OF_CONSTANTS =
      Set.of("JsonProperty", "JsonAlias", "JsonEnumDefaultValue");

  private JsonEnums() {}

  /** The texts of the constants, in order; empty if annotations change them. */
  static Optional<List<FieldJson>> of(Elements elements, TypeElement type) {
    boolean isKnown = JsonMembers.lineage(type).stream()
        .allMatch(each -> isPlain(elements, each, Set.of())
            && each.getEnclosedElements().stream()
                .filter(member -> !(member instanceof TypeElement))
                .allMatch(member ->
                    isPlain(elements, member, isConstant(member) ? OF_CONSTANTS : Set.of())));
    return isKnown
        ? Optional.of(constants(elements, type)).filter(all -> FieldJson.areApart(all.stream()))
        : Optional.empty();
  }

  private static boolean isConstant(Element member) {
    return member.getKind() == ElementKind.ENUM_CONSTANT;
  }

  private static boolean isPlain(Elements elements, Element element, Set<String> known) {
    boolean isPlain = new JsonMarks(elements, List.of(element))
        .except(known).stream()
            .allMatch(
                name -> name.startsWith("lombok.") && !name.startsWith("lombok.extern.jackson."));
    return isPlain
        && (!(element instanceof ExecutableElement method)
            || method.getParameters().stream().noneMatch(JsonMarks::areOn));
  }

  private static List<FieldJson> constants(Elements elements, TypeElement type) {
    return type.getEnclosedElements().stream()
        .filter(JsonEnums::isConstant)
        .map(constant -> constant(elements, constant))
        .toList();
  }

  private static FieldJson constant(Elements elements, Element constant) {
    JsonMarks marks = new JsonMarks(elements, List.of(constant));
    String given = marks.text("JsonProperty", "value");
    String name = given.isEmpty() ? constant.getSimpleName().toString() : given;
    return new FieldJson(name, marks.texts("JsonAlias", "value"), true, true);
  }
}
