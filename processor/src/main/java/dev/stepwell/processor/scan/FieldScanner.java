package dev.stepwell.processor.scan;

import dev.stepwell.Secret;
import dev.stepwell.processor.model.Address;
import dev.stepwell.processor.model.FieldModel;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.lang.model.element.Element;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;

/** Reads parameters, and the components of records, as fields. */
final class FieldScanner {
  private final JsonFaults faults;
  private final JsonSchemas schemas;
  private final JsonSchemas stored;
  private final Secrets secrets;
  private final ShapeScanner shapes;
  private final javax.lang.model.util.Types types;

  FieldScanner(Elements elements, javax.lang.model.util.Types types) {
    this.faults = new JsonFaults(elements, types);
    this.schemas = JsonSchemas.ofEvents(elements, types);
    this.stored = JsonSchemas.ofStored(elements, types);
    this.secrets = new Secrets(types);
    this.shapes = new ShapeScanner(schemas, this::members);
    this.types = types;
  }

  FieldModel parameter(VariableElement parameter, TypeMirror type) {
    return field(parameter, parameter.asType(), type, Mirrors.address(parameter));
  }

  List<FieldModel> components(TypeElement record) {
    Stream<? extends RecordComponentElement> components = record.getRecordComponents().stream();
    return components
        .map(component ->
            field(component, component.asType(), component.asType(), address(record, component)))
        .toList();
  }

  private List<FieldModel> members(DeclaredType type) {
    TypeElement record = (TypeElement) type.asElement();
    return record.getRecordComponents().stream()
        .map(component -> field(
            component,
            component.asType(),
            Types.component(types, type, component),
            address(record, component)))
        .toList();
  }

  /** The component's place is that of its field, for javac knows no place of a component. */
  private static Address address(TypeElement record, RecordComponentElement component) {
    return ElementFilter.fieldsIn(record.getEnclosedElements()).stream()
        .filter(field -> field.getSimpleName().equals(component.getSimpleName()))
        .findFirst()
        .map(Mirrors::address)
        .orElseGet(() -> Mirrors.address(component));
  }

  private FieldModel field(Element field, TypeMirror declared, TypeMirror type, Address address) {
    boolean nullable = Types.isNullable(field, declared) || schemas.isOptional(type);
    return new FieldModel(
        field.getSimpleName().toString(),
        Types.model(type),
        Mirrors.models(field.getAnnotationMirrors()),
        Mirrors.models(declared.getAnnotationMirrors()),
        nullable,
        schemas.schema(type, nullable),
        stored.schema(type, nullable),
        faults.eventFault(type),
        faults.isLive(type),
        secrets(field, type),
        shapes.shape(type),
        address);
  }

  private Set<String> secrets(Element field, TypeMirror type) {
    Set<String> names = secrets.in(type);
    if (Mirrors.find(field, Secret.class) != null) {
      names.add(field.getSimpleName().toString());
    }
    return names;
  }
}
