package dev.stepwell.processor.scan;

import dev.stepwell.Secret;
import dev.stepwell.processor.model.Address;
import dev.stepwell.processor.model.FieldJson;
import dev.stepwell.processor.model.FieldModel;
import dev.stepwell.processor.model.SchemaText;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
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
  private final Elements elements;
  private final JsonFaults faults;
  private final JsonSchemas schemas;
  private final JsonSchemas stored;
  private final SecretComponents secrets;
  private final ShapeScanner shapes;

  FieldScanner(Elements elements, javax.lang.model.util.Types types, JsonTypes json) {
    this.elements = elements;
    this.faults = json.faults();
    this.schemas = json.events();
    this.stored = json.stored();
    this.secrets = json.secrets();
    this.shapes = new ShapeScanner(elements, types, schemas, this::components);
  }

  FieldModel parameter(VariableElement parameter, TypeMirror type) {
    return field(parameter, parameter.asType(), bare(parameter, type), Mirrors.address(parameter));
  }

  /** A field without regard to annotations. */
  private JsonField bare(Element element, TypeMirror type) {
    boolean isNullable =
        ModelTypes.isNullable(element, element.asType()) || schemas.isOptional(type);
    String name = element.getSimpleName().toString();
    FieldJson json = FieldJson.of(name, !isNullable);
    JsonMarks none = new JsonMarks(elements, List.of());
    return new JsonField(name, json, type, isNullable, true, true, none);
  }

  /** The fields of a record whose JSON is unknown: all of them, as in Java. */
  List<FieldModel> bare(TypeElement record) {
    return components(
        (DeclaredType) record.asType(),
        record.getRecordComponents().stream()
            .map(component -> bare(component, component.asType()))
            .toList());
  }

  /** The JSON fields of a record; empty if unknown. */
  Optional<List<FieldModel>> components(DeclaredType record) {
    return schemas.fields(record).map(fields -> components(record, fields));
  }

  private List<FieldModel> components(DeclaredType type, List<JsonField> fields) {
    TypeElement record = (TypeElement) type.asElement();
    Map<String, JsonField> byName =
        fields.stream().collect(Collectors.toMap(JsonField::member, field -> field));
    return record.getRecordComponents().stream()
        .filter(component -> byName.containsKey(component.getSimpleName().toString()))
        .map(component -> field(
            component,
            component.asType(),
            Objects.requireNonNull(byName.get(component.getSimpleName().toString())),
            address(record, component)))
        .toList();
  }

  /** The JSON properties of a record that are not components, such as those of getters. */
  List<SchemaText.Property> others(DeclaredType type) {
    Set<String> components = ((TypeElement) type.asElement())
        .getRecordComponents().stream()
            .map(component -> component.getSimpleName().toString())
            .collect(Collectors.toSet());
    return schemas.fields(type).orElse(List.of()).stream()
        .filter(field -> !components.contains(field.member()))
        .map(schemas::unread)
        .toList();
  }

  /** Whether events of this record may have other fields too. */
  boolean mayBeMore(TypeElement record) {
    return schemas.mayBeMore(record);
  }

  /** The component's place is that of its field, because javac has no places of components. */
  private static Address address(TypeElement record, RecordComponentElement component) {
    return ElementFilter.fieldsIn(record.getEnclosedElements()).stream()
        .filter(field -> field.getSimpleName().equals(component.getSimpleName()))
        .findFirst()
        .map(Mirrors::address)
        .orElseGet(() -> Mirrors.address(component));
  }

  private FieldModel field(Element element, TypeMirror declared, JsonField field, Address address) {
    boolean isOfItsType = JsonFields.isOfItsType(field);
    TypeMirror type = field.type();
    String schema = schemas.schema(field);
    return new FieldModel(
        field.member(),
        ModelTypes.model(type),
        Mirrors.models(element.getAnnotationMirrors()),
        Mirrors.models(declared.getAnnotationMirrors()),
        field.json(),
        field.nullable(),
        schema,
        stored.schema(field),
        isOfItsType ? faults.eventFault(type) : null,
        faults.isLive(type),
        secrets(element, field),
        isOfItsType ? shapes.shape(type) : ShapeScanner.simple(type, schema),
        address);
  }

  private Set<String> secrets(Element element, JsonField field) {
    Set<String> names = secrets.in(field.type());
    if (Mirrors.find(element, Secret.class) != null) {
      names.addAll(field.json().names());
    }
    return names;
  }
}
