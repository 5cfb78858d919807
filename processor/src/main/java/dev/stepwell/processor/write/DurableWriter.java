package dev.stepwell.processor.write;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import com.palantir.javapoet.TypeVariableName;
import dev.stepwell.contract.DurableOf;
import dev.stepwell.processor.model.ClassModel;
import dev.stepwell.processor.model.ConcurrencyModel;
import dev.stepwell.processor.model.ConstructorModel;
import dev.stepwell.processor.model.FieldModel;
import dev.stepwell.processor.model.GraphModel;
import dev.stepwell.processor.model.MethodModel;
import dev.stepwell.processor.model.PlannedFunction;
import dev.stepwell.processor.model.StepModel;
import dev.stepwell.processor.model.ThrottleModel;
import dev.stepwell.processor.model.TypeModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.lang.model.element.Modifier;

/** Writes the durable subclass of a class. */
final class DurableWriter {
  private DurableWriter() {}

  // /** The durable form of {@link GithubExport}: inside a run, each step is handed to the run. */
  // @Generated("dev.stepwell.processor.StepwellProcessor")
  // @DurableOf(GithubExport.class)
  // public class DurableGithubExport extends GithubExport {
  //   static final StepDefinition<Repo> CREATE_REPO =
  //       StepDefinition.<Repo>of("create-repo", Repo.class).withParameters("name", "visibility");
  //
  //   public DurableGithubExport(GitHub github, ProjectFiles projects) {
  //     super(github, projects);
  //   }
  //
  //   @Override
  //   Repo createRepo(String name, Visibility visibility) {
  //     return Durable.step(CREATE_REPO, () -> super.createRepo(name, visibility), name,
  // visibility);
  //   }
  //
  //   … the flow, if the class is a function
  // }
  static TypeSpec.Builder write(ClassModel of, List<PlannedFunction> functions) {
    ClassName parent = Names.className(of.packageName(), of.names());
    TypeSpec.Builder type = TypeSpec.classBuilder(of.durableName())
        .addJavadoc(
            "The durable form of {@link $T}: inside a run, each step is handed to the run.\n",
            parent)
        .addAnnotation(Names.generated())
        .addAnnotations(Names.suppressed(suppressed(of)))
        .addAnnotation(AnnotationSpec.builder(DurableOf.class)
            .addMember("value", "$T.class", parent)
            .build())
        .superclass(parent)
        .alwaysQualify(of.memberTypes().toArray(String[]::new));
    if (of.modifiers().contains("public")) {
      type.addModifiers(Modifier.PUBLIC);
    }
    of.steps().forEach(step -> type.addField(constant(step)));
    for (ConstructorModel constructor : of.constructors()) {
      if (!constructor.isPrivate()) {
        type.addMethod(constructor(constructor));
      }
    }
    of.steps().forEach(step -> type.addMethod(override(step)));
    for (PlannedFunction function : functions) {
      GraphModel graph = function.function().graph();
      if (graph != null) {
        type.addMethod(FlowWriter.write(function, graph));
      }
    }
    return type;
  }

  /** Suppressions for null checkers: the overrides do not repeat nullability, and neither does the flow. */
  private static Set<String> suppressed(ClassModel of) {
    Set<String> warnings = new TreeSet<>(of.warnings());
    if (of.graph().isPresent() || of.steps().stream().anyMatch(StepModel::speaksOfNull)) {
      warnings.add("NullAway");
    }
    return warnings;
  }

  // StepDefinition.<Repo>of("create-repo", Repo.class)
  //     .withRetries(8)
  //     .withBackoff(Duration.ofSeconds(10), Duration.ofMinutes(5), 2.0)
  //     .withTimeout(Duration.ofSeconds(30))
  //     .withParameters("repo", "file")
  //     .withWas("make-repo")
  private static FieldSpec constant(StepModel step) {
    TypeName result = Names.boxed(step.method().returns());
    CodeBlock.Builder options = CodeBlock.builder();
    if (step.retries().count() >= 0) {
      options.add("\n.withRetries($L)", step.retries().count());
    }
    step.retries()
        .backoff()
        .ifPresent(backoff -> options.add("\n.withBackoff($L)", Durations.backoff(backoff)));
    if (step.timeout().isGiven()) {
      options.add("\n.withTimeout($L)", Durations.code(step.timeout()));
    }
    if (!step.inputs().isEmpty()) {
      options.add("\n.withParameters($L)", quoted(step.inputs()));
    }
    if (!step.was().isEmpty()) {
      options.add(
          "\n.withWas($L)",
          step.was().stream()
              .map(was -> CodeBlock.of("$S", was.text()))
              .collect(CodeBlock.joining(", ")));
    }
    for (ConcurrencyModel limit : step.flow().concurrency()) {
      options.add("\n.withConcurrency($L)", FlowControlWriter.concurrency(limit));
    }
    ThrottleModel throttle = step.flow().throttle();
    if (throttle != null) {
      options.add("\n.withThrottle($L)", FlowControlWriter.throttle(throttle));
    }
    CodeBlock definition =
        CodeBlock.of("of($S, $L)", step.id(), Names.token(step.method().returns()));
    return FieldSpec.builder(
            ParameterizedTypeName.get(Names.STEP_DEFINITION, result),
            constantName(step),
            Modifier.STATIC,
            Modifier.FINAL)
        .initializer(
            options.isEmpty()
                ? CodeBlock.of("$T.$L", Names.STEP_DEFINITION, definition)
                : CodeBlock.of(
                    "\n$>$>$T.<$T>$L$>$>$L$<$<$<$<",
                    Names.STEP_DEFINITION,
                    result,
                    definition,
                    options.build()))
        .build();
  }

  /** The name of the step's constant: its id in capitals. */
  static String constantName(StepModel step) {
    return PlannedFunction.constant(step.id());
  }

  private static MethodSpec constructor(ConstructorModel constructor) {
    MethodSpec.Builder method = MethodSpec.constructorBuilder()
        .addAnnotations(Names.annotations(constructor.annotations()))
        .addModifiers(visibility(constructor.modifiers()))
        .varargs(constructor.varargs());
    for (ConstructorModel.Variable variable : constructor.variables()) {
      TypeName[] bounds = variable.bounds().stream().map(Names::type).toArray(TypeName[]::new);
      method.addTypeVariable(TypeVariableName.get(variable.name(), bounds));
    }
    for (FieldModel parameter : constructor.parameters()) {
      method.addParameter(ParameterSpec.builder(Names.type(parameter), parameter.name())
          .addAnnotations(Names.annotations(parameter.annotations()))
          .build());
    }
    constructor.thrown().forEach(thrown -> method.addException(Names.type(thrown)));
    return method.addStatement("super($L)", names(constructor.parameters())).build();
  }

  private static MethodSpec override(StepModel step) {
    MethodModel method = step.method();
    MethodSpec.Builder override = MethodSpec.methodBuilder(method.name())
        .addAnnotation(Override.class)
        .addModifiers(visibility(method.modifiers()))
        .varargs(method.varargs())
        .returns(Names.type(method.returns()));
    method
        .parameters()
        .forEach(
            parameter -> override.addParameter(Names.type(parameter.type()), parameter.name()));
    return override
        .addStatement(step.transactional() ? inTransaction(step) : inRun(step))
        .build();
  }

  private static CodeBlock inRun(StepModel step) {
    MethodModel method = step.method();
    return CodeBlock.of(
        method.isVoid()
            ? "$T.run($L, () -> super.$L($L)$L)"
            : "return $T.step($L, () -> super.$L($L)$L)",
        Names.DURABLE,
        constantName(step),
        method.name(),
        names(method.parameters()),
        arguments(step));
  }

  // return Durable.stepInTransaction(
  //     DEBIT, connection, transaction -> super.debit(transaction, account, cents), account,
  // cents);
  private static CodeBlock inTransaction(StepModel step) {
    MethodModel method = step.method();
    List<String> names = method.parameters().stream().map(FieldModel::name).toList();
    String passed = step.connections().get(0).name();
    String own = "transaction";
    while (names.contains(own)) {
      own += "OfRun";
    }
    List<String> arguments = new ArrayList<>(names);
    arguments.set(names.indexOf(passed), own);
    return CodeBlock.of(
        method.isVoid()
            ? "$T.runInTransaction($L, $L, $L -> super.$L($L)$L)"
            : "return $T.stepInTransaction($L, $L, $L -> super.$L($L)$L)",
        Names.DURABLE,
        constantName(step),
        passed,
        own,
        method.name(),
        String.join(", ", arguments),
        arguments(step));
  }

  /** The arguments in addition to the body. A single array would be taken for all arguments. */
  private static CodeBlock arguments(StepModel step) {
    List<FieldModel> inputs = step.inputs();
    if (inputs.isEmpty()) {
      return CodeBlock.of("");
    }
    boolean isArray = inputs.size() == 1 && inputs.get(0).type() instanceof TypeModel.Array;
    return isArray
        ? CodeBlock.of(", ($T) $L", ClassName.OBJECT, names(inputs))
        : CodeBlock.of(", $L", names(inputs));
  }

  private static Modifier[] visibility(Set<String> modifiers) {
    if (modifiers.contains("public")) {
      return new Modifier[] {Modifier.PUBLIC};
    }
    return modifiers.contains("protected") ? new Modifier[] {Modifier.PROTECTED} : new Modifier[0];
  }

  private static CodeBlock quoted(List<FieldModel> parameters) {
    return parameters.stream()
        .map(parameter -> CodeBlock.of("$S", parameter.name()))
        .collect(CodeBlock.joining(", "));
  }

  private static String names(List<FieldModel> parameters) {
    return parameters.stream().map(FieldModel::name).collect(Collectors.joining(", "));
  }
}
