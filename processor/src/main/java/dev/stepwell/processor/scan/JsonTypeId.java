package dev.stepwell.processor.scan;

import dev.stepwell.processor.model.FieldJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.util.Elements;

/**
 * How JSON identifies the classes of values of a type.
 *
 * @param property the property that contains the class's name
 * @param forms the classes
 */
record JsonTypeId(String property, List<Form> forms) {
  private static final String TYPE_INFO = "JsonTypeInfo";
  private static final String SUB_TYPES = "JsonSubTypes";

  /** The property, where no annotation names another. */
  private static final String PROPERTY = "@type";

  /**
   * A class.
   *
   * @param json its written name, and its aliases
   */
  record Form(TypeElement type, FieldJson json) {
    static Form of(TypeElement type, List<String> names) {
      return new Form(
          type, new FieldJson(names.get(0), names.subList(1, names.size()), true, false));
    }
  }

  /** Whether JSON identifies the class of values of this type. */
  static boolean isTold(Elements elements, TypeElement type) {
    return JsonMarks.of(elements, type).has(TYPE_INFO)
        || (JsonForms.isSealed(type) && JsonForms.isJudged(type));
  }

  /** How JSON identifies the class of values of this type; empty if unknown. */
  static Optional<JsonTypeId> of(Elements elements, TypeElement type) {
    JsonMarks marks = JsonMarks.of(elements, type);
    if (!marks.has(TYPE_INFO)) {
      return Optional.of(new JsonTypeId(PROPERTY, forms(elements, type)));
    }
    boolean isInherited = marks.has(SUB_TYPES) && !own(elements, type).has(SUB_TYPES);
    List<Form> forms = forms(elements, type);
    return isByName(marks)
            && !isInherited
            && forms.stream().allMatch(form -> isLast(elements, type, form.type))
        ? Optional.of(new JsonTypeId(property(marks), forms))
        : Optional.empty();
  }

  /** The classes that an annotation on the type names as its forms. */
  static Stream<TypeElement> named(Elements elements, TypeElement type) {
    return own(elements, type).mirrors(SUB_TYPES, "value").stream()
        .flatMap(named -> form(elements, named).stream());
  }

  private static Optional<TypeElement> form(Elements elements, AnnotationMirror named) {
    return Mirrors.type(elements, named, "value")
        .filter(DeclaredType.class::isInstance)
        .map(of -> (TypeElement) ((DeclaredType) of).asElement());
  }

  private static JsonMarks own(Elements elements, TypeElement type) {
    return new JsonMarks(elements, List.of(type));
  }

  /** Whether it is identified by names in a property of the objects, and by nothing else. */
  private static boolean isByName(JsonMarks marks) {
    return marks.constant(TYPE_INFO, "use").equals("NAME")
        && marks.constant(TYPE_INFO, "include").equals("PROPERTY")
        && Set.of("use", "include", "property").containsAll(marks.given(TYPE_INFO));
  }

  private static String property(JsonMarks marks) {
    String property = marks.text(TYPE_INFO, "property");
    return property.isEmpty() ? PROPERTY : property;
  }

  /** Whether values have exactly this class, without other forms. */
  private static boolean isLast(Elements elements, TypeElement base, TypeElement form) {
    JsonMarks own = own(elements, form);
    return !form.getModifiers().contains(Modifier.ABSTRACT)
        && (form.equals(base) || (!own.has(SUB_TYPES) && !own.has(TYPE_INFO)));
  }

  /** Those that annotations name, and then those that a sealed type permits, in the order in which Jackson finds them. */
  private static List<Form> forms(Elements elements, TypeElement type) {
    Map<TypeElement, Set<String>> names = new LinkedHashMap<>();
    for (AnnotationMirror named : own(elements, type).mirrors(SUB_TYPES, "value")) {
      form(elements, named).ifPresent(form -> {
        Set<String> found = names.computeIfAbsent(form, some -> new LinkedHashSet<>());
        Stream.of(Mirrors.text(elements, named, "name"), JsonForms.givenName(elements, form))
            .filter(name -> !name.isEmpty())
            .findFirst()
            .ifPresent(found::add);
        found.addAll(Mirrors.texts(elements, named, "names"));
      });
    }
    boolean isSealed = JsonForms.isSealed(type);
    Stream<TypeElement> others = isSealed
        ? JsonForms.forms(type)
        : Stream.of(type).filter(each -> !each.getModifiers().contains(Modifier.ABSTRACT));
    others.forEach(form -> names
        .computeIfAbsent(form, some -> new LinkedHashSet<>())
        .add(isSealed ? JsonForms.name(elements, form) : nameOfJackson(elements, form)));
    List<Form> forms = new ArrayList<>();
    names.forEach((form, known) -> {
      if (known.isEmpty()) {
        known.add(nameOfJackson(elements, form));
      }
      forms.add(Form.of(form, List.copyOf(known)));
    });
    return forms;
  }

  /** Jackson's name for a class that is not declared as the form of a sealed type. */
  private static String nameOfJackson(Elements elements, TypeElement form) {
    String given = JsonForms.givenName(elements, form);
    String full = elements.getBinaryName(form).toString();
    return given.isEmpty() ? full.substring(full.lastIndexOf('.') + 1) : given;
  }
}
