package dev.stepwell.processor.write;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeSpec;
import com.palantir.javapoet.WildcardTypeName;
import dev.stepwell.processor.model.ClassModel;
import dev.stepwell.processor.model.EventModel;
import dev.stepwell.processor.model.PlannedFunction;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.Modifier;

/** Writes the catalog of a class, or of a record that is an event. */
final class CatalogWriter {
  private CatalogWriter() {}

  // /** The functions and events of {@link GithubExport}. */
  // @Generated("dev.stepwell.processor.StepwellProcessor")
  // @CatalogEntry(origin = "dev.stepwell.polaris.GithubExport", constants = {"EXPORT_TO_GITHUB"})
  // public final class GithubExportCatalog implements Catalog {
  //   /** The function {@code export-to-github}. */
  //   public static final FunctionDefinition<DurableGithubExport, GithubExportRepo, Exported>
  // EXPORT_TO_GITHUB =
  //       defineExportToGithub();
  //
  //   … the methods that define the functions
  //
  //   @Override
  //   public List<FunctionDefinition<?, ?, ?>> functions() {
  //     return List.of(EXPORT_TO_GITHUB);
  //   }
  //
  //   @Override
  //   public List<EventDefinition<?>> events() {
  //     return List.of(GithubExportRepo.DEFINITION, GithubExportCancel.DEFINITION);
  //   }
  // }
  static TypeSpec.Builder write(ClassModel of, List<PlannedFunction> functions) {
    Set<EventModel> events = new LinkedHashSet<>();
    for (PlannedFunction function : functions) {
      events.addAll(function.triggers());
      events.addAll(function.cancels());
    }
    ClassName origin = Names.className(of.packageName(), of.names());
    List<String> constants = functions.stream().map(PlannedFunction::constant).toList();
    TypeSpec.Builder type = catalog(of.catalogName(), of.qualifiedName(), constants);
    type.addAnnotations(Names.suppressed(of.warnings()));
    type.addJavadoc("The functions and events of {@link $T}.\n", origin);
    Set<String> methods = new HashSet<>();
    for (PlannedFunction function : functions) {
      String method = definingMethod(function, methods);
      type.addField(constant(of, function, method));
      type.addMethod(definition(of, function, method));
    }
    if (!of.steps().isEmpty()) {
      type.addMethod(steps(of));
    }
    List<CodeBlock> definitions = new ArrayList<>();
    events.forEach(event -> definitions.add(Names.definition(event)));
    return type.addMethod(functions(constants)).addMethod(events(definitions));
  }

  /** The name of the method that defines this function: {@code defineExportToGithub} of {@code export-to-github}. */
  private static String definingMethod(PlannedFunction function, Set<String> taken) {
    StringBuilder name = new StringBuilder("define")
        .append(EventModel.recordName(function.function().storedId()));
    while (!taken.add(name.toString())) {
      name.append('_');
    }
    return name.toString();
  }

  // /** The event {@code billing/invoice.paid}, carried by {@link InvoicePaid}. */
  // @Generated("dev.stepwell.processor.StepwellProcessor")
  // @CatalogEntry(origin = "dev.stepwell.billing.InvoicePaid", constants = {})
  // public final class InvoicePaidCatalog implements Catalog {
  //   … the members of an event, and the two methods of a catalog
  // }
  static TypeSpec.Builder write(EventModel event) {
    ClassName record = Names.record(event);
    TypeSpec.Builder type = catalog(event.holderName(), record.canonicalName(), List.of());
    type.addJavadoc("The event $L, carried by {@link $T}.\n", Names.code(event.name()), record);
    EventWriter.addMembers(type, event);
    return type.addMethod(functions(List.of()))
        .addMethod(events(List.of(CodeBlock.of("DEFINITION"))));
  }

  private static TypeSpec.Builder catalog(String name, String origin, List<String> constants) {
    CodeBlock names = constants.stream()
        .map(constant -> CodeBlock.of("$S", constant))
        .collect(CodeBlock.joining(", ", "{", "}"));
    return TypeSpec.classBuilder(name)
        .addAnnotation(Names.generated())
        .addAnnotation(AnnotationSpec.builder(Names.CATALOG_ENTRY)
            .addMember("origin", "$S", origin)
            .addMember("constants", names)
            .build())
        .addModifiers(Modifier.PUBLIC, Modifier.FINAL)
        .addSuperinterface(Names.CATALOG);
  }

  private static MethodSpec functions(List<String> constants) {
    return MethodSpec.methodBuilder("functions")
        .addAnnotation(Override.class)
        .addModifiers(Modifier.PUBLIC)
        .returns(ParameterizedTypeName.get(
            ClassName.get(List.class),
            ParameterizedTypeName.get(Names.FUNCTION_DEFINITION, any(), any(), any())))
        .addStatement("return $T.of($L)", List.class, String.join(", ", constants))
        .build();
  }

  private static MethodSpec events(List<CodeBlock> definitions) {
    return MethodSpec.methodBuilder("events")
        .addAnnotation(Override.class)
        .addModifiers(Modifier.PUBLIC)
        .returns(ParameterizedTypeName.get(
            ClassName.get(List.class), ParameterizedTypeName.get(Names.EVENT_DEFINITION, any())))
        .addStatement("return $T.of($L)", List.class, CodeBlock.join(definitions, ", "))
        .build();
  }

  private static WildcardTypeName any() {
    return WildcardTypeName.subtypeOf(Object.class);
  }

  private static FieldSpec constant(ClassModel of, PlannedFunction planned, String method) {
    return FieldSpec.builder(
            definitionType(of, planned),
            planned.constant(),
            Modifier.PUBLIC,
            Modifier.STATIC,
            Modifier.FINAL)
        .addJavadoc("The function $L.\n", Names.code(planned.function().storedId()))
        .initializer("$L()", method)
        .build();
  }

  // A method for each function, and one for the steps of all: a static initializer has room for
  // few.
  //
  // private static FunctionDefinition<DurableGithubExport, GithubExportRepo, Exported>
  // defineExportToGithub() {
  //   return FunctionDefinition.<DurableGithubExport, GithubExportRepo, Exported>of(…)
  //       …
  //       .build();
  // }
  private static MethodSpec definition(ClassModel of, PlannedFunction planned, String method) {
    return MethodSpec.methodBuilder(method)
        .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
        .returns(definitionType(of, planned))
        .addStatement("return $L", DefinitionWriter.write(of, planned))
        .build();
  }

  private static ParameterizedTypeName definitionType(ClassModel of, PlannedFunction planned) {
    return ParameterizedTypeName.get(
        Names.FUNCTION_DEFINITION,
        ClassName.get(of.packageName(), of.durableName()),
        Names.record(planned.event()),
        Names.boxed(planned.function().method().returns()));
  }

  // private static List<StepDefinition<?>> steps() {
  //   return List.of(
  //       DurableGithubExport.CREATE_REPO,
  //       DurableGithubExport.FETCH_PROJECT_FILES);
  // }
  private static MethodSpec steps(ClassModel of) {
    ClassName durable = ClassName.get(of.packageName(), of.durableName());
    CodeBlock steps = of.steps().stream()
        .map(step -> CodeBlock.of("$T.$L", durable, DurableWriter.constantName(step)))
        .collect(CodeBlock.joining(",\n"));
    return MethodSpec.methodBuilder("steps")
        .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
        .returns(ParameterizedTypeName.get(
            ClassName.get(List.class), ParameterizedTypeName.get(Names.STEP_DEFINITION, any())))
        .addStatement("return $T.of(\n$L)", List.class, steps)
        .build();
  }
}
