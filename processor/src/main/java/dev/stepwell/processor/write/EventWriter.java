package dev.stepwell.processor.write;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.stepwell.processor.model.AnnotationModel;
import dev.stepwell.processor.model.EventModel;
import dev.stepwell.processor.model.FieldModel;
import dev.stepwell.processor.model.SchemaText;
import java.util.List;
import java.util.Map;
import javax.lang.model.element.Modifier;

/** Writes the record of an event, with the members that identify and match it. */
final class EventWriter {
  private EventWriter() {}

  // /** The event {@code github/export.cancel}. */
  // @Generated("dev.stepwell.processor.StepwellProcessor")
  // public record GithubExportCancel(String projectId) {
  //   … the members below
  // }
  static TypeSpec.Builder record(EventModel event) {
    MethodSpec.Builder canonical = MethodSpec.constructorBuilder();
    for (FieldModel field : event.fields()) {
      canonical.addParameter(ParameterSpec.builder(Names.type(field), field.name())
          .addAnnotations(nullable(field))
          .addAnnotations(marks(field))
          .build());
    }
    TypeSpec.Builder type = TypeSpec.recordBuilder(event.names().get(0))
        .addJavadoc("The event $L.\n", Names.code(event.name()))
        .addAnnotation(Names.generated())
        .addModifiers(Modifier.PUBLIC)
        .recordConstructor(canonical.build());
    addMembers(type, event);
    return type;
  }

  /** The annotations on a field that mark it as secret or encrypted. */
  private static List<AnnotationSpec> marks(FieldModel field) {
    return Names.annotations(field.annotations().stream()
        .filter(mark -> mark.isSecret() || mark.isEncrypted())
        .toList());
  }

  /** The annotations on a field that mark it as nullable. */
  private static List<AnnotationSpec> nullable(FieldModel field) {
    return Names.annotations(
        field.annotations().stream().filter(AnnotationModel::isNullable).toList());
  }

  // public static final EventDefinition<GithubExportCancel> DEFINITION =
  //     new EventDefinition<>("github/export.cancel", GithubExportCancel.class, "{…}");
  //
  // public static Where where() {
  //   return new Where(Map.of());
  // }
  //
  // public static final class Where extends FieldMatch<GithubExportCancel> {
  //   private Where(Map<String, Object> fields) {
  //     super(DEFINITION, fields);
  //   }
  //
  //   public Where projectId(String value) {
  //     return new Where(and("projectId", value));
  //   }
  // }
  static void addMembers(TypeSpec.Builder type, EventModel event) {
    ClassName record = Names.record(event);
    ClassName where = Names.holder(event).nestedClass("Where");
    type.addField(FieldSpec.builder(
            ParameterizedTypeName.get(Names.EVENT_DEFINITION, record),
            "DEFINITION",
            Modifier.PUBLIC,
            Modifier.STATIC,
            Modifier.FINAL)
        .addJavadoc("The event, as the runtime knows it.\n")
        .initializer(
            "\n$>$>new $T<>(\n$>$>$S,\n$T.class,\n$S)$<$<$<$<",
            Names.EVENT_DEFINITION,
            event.name(),
            record,
            SchemaText.event(event))
        .build());
    type.addMethod(MethodSpec.methodBuilder("where")
        .addJavadoc("All events of this name, to be narrowed by their fields.\n")
        .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
        .returns(where)
        .addStatement("return new $T($T.of())", where, Map.class)
        .build());
    type.addType(where(event, record, where));
  }

  private static TypeSpec where(EventModel event, ClassName record, ClassName where) {
    TypeName fields = ParameterizedTypeName.get(
        ClassName.get(Map.class), ClassName.get(String.class), ClassName.get(Object.class));
    TypeSpec.Builder type = TypeSpec.classBuilder(where.simpleName())
        .addJavadoc("Chooses events $L by their fields.\n", Names.code(event.name()))
        .addModifiers(Modifier.PUBLIC, Modifier.STATIC, Modifier.FINAL)
        .superclass(ParameterizedTypeName.get(Names.FIELD_MATCH, record))
        .addMethod(MethodSpec.constructorBuilder()
            .addModifiers(Modifier.PRIVATE)
            .addParameter(fields, "fields")
            .addStatement("super(DEFINITION, fields)")
            .build());
    for (FieldModel field : event.fields()) {
      type.addMethod(MethodSpec.methodBuilder(field.name())
          .addJavadoc(
              "Those whose $L equals this value.\n", Names.code(field.json().name()))
          .addModifiers(Modifier.PUBLIC)
          .returns(where)
          .addParameter(ParameterSpec.builder(Names.type(field), "value")
              .addAnnotations(nullable(field))
              .build())
          .addStatement("return new $T(and($S, value))", where, field.json().name())
          .build());
    }
    return type.build();
  }
}
