package dev.stepwell.processor.scan;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;

/** The compiler's warnings that a subclass and a catalog would give only because the class gives them, or is deprecated. */
final class Warnings {
  /** Those that can come from naming a type or from calling a method. */
  private static final Set<String> CARRIED =
      new TreeSet<>(List.of("deprecation", "rawtypes", "removal", "unchecked"));

  private final Elements elements;
  private final javax.lang.model.util.Types types;

  Warnings(Elements elements, javax.lang.model.util.Types types) {
    this.elements = elements;
    this.types = types;
  }

  Set<String> of(TypeElement type) {
    Set<String> warnings = new TreeSet<>();
    TypeElement serializable = elements.getTypeElement("java.io.Serializable");
    if (serializable != null && types.isSubtype(type.asType(), serializable.asType())) {
      warnings.add("serial");
    }
    for (Element element : around(type)) {
      if (elements.isDeprecated(element)) {
        warnings.add("deprecation");
        warnings.add("removal");
      }
      AnnotationMirror suppressed = Mirrors.find(element, SuppressWarnings.class);
      if (suppressed != null) {
        Mirrors.texts(elements, suppressed, "value").stream()
            .filter(CARRIED::contains)
            .forEach(warnings::add);
      }
    }
    return warnings;
  }

  /** The type with its enclosing elements, and its own methods and constructors. */
  private static List<Element> around(TypeElement type) {
    List<Element> elements = new ArrayList<>();
    for (Element at = type; at instanceof TypeElement; at = at.getEnclosingElement()) {
      elements.add(at);
    }
    type.getEnclosedElements().stream()
        .filter(member -> member instanceof ExecutableElement)
        .forEach(elements::add);
    return elements;
  }
}
