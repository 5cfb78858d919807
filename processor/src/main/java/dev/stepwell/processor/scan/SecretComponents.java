package dev.stepwell.processor.scan;

import dev.stepwell.Secret;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;

/** The components of records that are marked as secret, in the values of a type and in what these hold. */
public final class SecretComponents {
  private final Elements elements;
  private final javax.lang.model.util.Types types;
  private final JsonFields fields;

  SecretComponents(Elements elements, javax.lang.model.util.Types types, JsonFields fields) {
    this.elements = elements;
    this.types = types;
    this.fields = fields;
  }

  /** The names of the secret components that values of this type may hold. */
  public Set<String> in(TypeMirror type) {
    Set<String> names = new TreeSet<>();
    add(type, names, new Within());
    return names;
  }

  /**
   * The types examined, and the classes around the current one. A class inside itself is not entered again, because its
   * type arguments may grow without limit, as in {@code record Grow<T>(List<Grow<List<T>>> more)}.
   */
  private static final class Within {
    private final Set<String> seen = new HashSet<>();
    private final Set<TypeElement> classes = new HashSet<>();
  }

  private void add(TypeMirror type, Set<String> names, Within within) {
    if (type instanceof ArrayType array) {
      add(array.getComponentType(), names, within);
    } else if (type instanceof DeclaredType declared
        && type.getKind() == TypeKind.DECLARED
        && within.seen.add(type.toString())) {
      declared.getTypeArguments().forEach(argument -> add(argument, names, within));
      TypeElement element = (TypeElement) declared.asElement();
      if (within.classes.add(element)) {
        addWithin(declared, element, names, within);
        within.classes.remove(element);
      }
    }
  }

  private void addWithin(DeclaredType type, TypeElement element, Set<String> names, Within within) {
    element.getPermittedSubclasses().forEach(permitted -> add(permitted, names, within));
    JsonTypeId.named(elements, element).forEach(form -> add(form.asType(), names, within));
    if (element.getKind() == ElementKind.RECORD) {
      Optional<List<JsonField>> known = fields.of(type).or(() -> fields.ofForm(type));
      for (RecordComponentElement component : element.getRecordComponents()) {
        if (isSecret(element, component)) {
          names.addAll(names(component.getSimpleName().toString(), known));
        }
        add(ModelTypes.component(types, type, component), names, within);
      }
    }
  }

  /** The JSON names of a component; its Java name if unknown. */
  private static List<String> names(String component, Optional<List<JsonField>> known) {
    return known
        .map(fields -> fields.stream()
            .filter(field -> field.member().equals(component))
            .flatMap(field -> field.names().stream())
            .toList())
        .orElse(List.of(component));
  }

  /** Whether the component of this name is secret; false for a class that is not a record, or has no such component. */
  static boolean isSecret(TypeElement type, String component) {
    return type.getKind() == ElementKind.RECORD
        && type.getRecordComponents().stream()
            .filter(each -> each.getSimpleName().contentEquals(component))
            .anyMatch(each -> isSecret(type, each));
  }

  /** Whether this component of the record is secret. Of a class file, some compilers know only the constructor's parameters. */
  static boolean isSecret(TypeElement record, RecordComponentElement component) {
    List<? extends RecordComponentElement> components = record.getRecordComponents();
    int place = components.indexOf(component);
    return Mirrors.find(component, Secret.class) != null
        || ElementFilter.constructorsIn(record.getEnclosedElements()).stream()
            .filter(constructor -> constructor.getParameters().size() == components.size())
            .map(ExecutableElement::getParameters)
            .anyMatch(parameters -> Mirrors.find(parameters.get(place), Secret.class) != null);
  }
}
