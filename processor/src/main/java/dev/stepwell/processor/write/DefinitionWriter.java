package dev.stepwell.processor.write;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.TypeName;
import dev.stepwell.processor.model.BatchModel;
import dev.stepwell.processor.model.CancelOnModel;
import dev.stepwell.processor.model.ClassModel;
import dev.stepwell.processor.model.DurationModel;
import dev.stepwell.processor.model.EndingModel;
import dev.stepwell.processor.model.EventModel;
import dev.stepwell.processor.model.FieldModel;
import dev.stepwell.processor.model.FunctionModel;
import dev.stepwell.processor.model.GraphModel;
import dev.stepwell.processor.model.HistoryModel;
import dev.stepwell.processor.model.MethodModel;
import dev.stepwell.processor.model.OptionsModel;
import dev.stepwell.processor.model.PlannedFunction;
import dev.stepwell.processor.model.TextModel;
import java.util.stream.Stream;

/** Writes the definition of a function. */
final class DefinitionWriter {
  /** The period of a key that sets none. */
  private static final String DEFAULT_PERIOD = "24h";

  private final ClassModel of;
  private final PlannedFunction planned;
  private final FunctionModel function;
  private final ClassName durable;
  private final CodeBlock.Builder code = CodeBlock.builder();

  private DefinitionWriter(ClassModel of, PlannedFunction planned) {
    this.of = of;
    this.planned = planned;
    this.function = planned.function();
    this.durable = ClassName.get(of.packageName(), of.durableName());
  }

  // FunctionDefinition.<DurableGithubExport, GithubExportRepo, Exported>of(
  //         "export-to-github", DurableGithubExport.class, GithubExportRepo.DEFINITION,
  // Exported.class,
  //         (self, event, steps) -> self.export(event.projectId(), event.repoName(),
  // event.visibility(), steps))
  //     … the history, the triggers and the options below
  //     .cancelOn("github/export.cancel", "projectId")
  //     .steps(steps())
  //     .secretFields("githubToken")
  //     .onFailure((self, event, failure, steps) -> self.markFailed(event.projectId(), failure,
  // steps))
  //     .build()
  static CodeBlock write(ClassModel of, PlannedFunction planned) {
    DefinitionWriter writer = new DefinitionWriter(of, planned);
    writer.code.add("$T.", Names.FUNCTION_DEFINITION);
    writer.addStart();
    writer.addHistory();
    writer.addTriggers();
    writer.addOptions();
    writer.addFlowControl();
    writer.addCancellations();
    writer.addSteps();
    writer.addSecrets();
    writer.addFailure();
    return writer.code.add("\n.build()").build();
  }

  private void addStart() {
    MethodModel method = function.method();
    TypeName event = Names.record(planned.event());
    String batch = function.isBatched() ? "Batch" : "";
    if (method.isVoid()) {
      code.add("<$T, $T>ofVoid$L(", durable, event, batch);
    } else {
      code.add("<$T, $T, $T>of$L(", durable, event, Names.boxed(method.returns()), batch);
    }
    CodeBlock definition = Names.definition(planned.event());
    code.add("\n$>$>$S,\n$T.class,\n$L,", function.id(), durable, definition);
    if (!method.isVoid()) {
      code.add("\n$L,", Names.token(method.returns()));
    }
    BatchModel batched = function.flow().batch();
    if (batched == null) {
      code.add("\n(self, event, steps) -> $L)$<$<", flow(method));
    } else {
      code.add("\n$L,", FlowControlWriter.batch(batched));
      code.add("\n(self, events, steps) -> $L)$<$<", call(method));
    }
  }

  /** The call of the method, or of the generated flow of a graph: {@code self.flow(event, steps)}. */
  private CodeBlock flow(MethodModel method) {
    GraphModel graph = function.graph();
    return graph == null
        ? call(method)
        : CodeBlock.of("self.$L($L)", graph.flowName(), "event, steps");
  }

  // .version(2)
  // .was("push-to-github")
  private void addHistory() {
    HistoryModel history = function.history();
    if (history.version() > 1) {
      code.add("\n.version($L)", history.version());
    }
    if (!history.was().isEmpty()) {
      code.add("\n.was($L)", strings(history.was().stream().map(TextModel::text)));
    }
  }

  // .alsoOn("github/export.again")
  // .condition("event.data.visibility == 'PUBLIC'")
  // .cron("0 9 * * *", "Europe/Berlin")
  private void addTriggers() {
    if (planned.triggers().size() > 1) {
      code.add("\n.alsoOn($L)", strings(planned.triggers().stream().skip(1).map(EventModel::name)));
    }
    if (function.triggers().isConditional()) {
      code.add("\n.condition($S)", function.triggers().condition().text());
    }
    for (TextModel cron : function.triggers().crons()) {
      code.add("\n.cron($S, $S)", cron.text(), function.triggers().timeZone().text());
    }
  }

  // .retries(3)
  // .backoff(Duration.ofSeconds(10), Duration.ofMinutes(5), 2.0)
  // .startTimeout(Duration.ofHours(1))
  // .finishTimeout(Duration.ofDays(1))
  // .idempotencyKey("projectId")
  private void addOptions() {
    OptionsModel options = function.options();
    code.add("\n.retries($L)", options.retries().count());
    options
        .retries()
        .backoff()
        .ifPresent(backoff -> code.add("\n.backoff($L)", Durations.backoff(backoff)));
    addTimeout("startTimeout", options.startTimeout());
    addTimeout("finishTimeout", options.finishTimeout());
    if (!options.idempotencyKey().isEmpty()) {
      code.add(
          "\n.idempotencyKey($L)", strings(options.idempotencyKey().stream().map(TextModel::text)));
      if (!options.idempotencyPeriod().text().equals(DEFAULT_PERIOD)) {
        addTimeout("idempotencyPeriod", options.idempotencyPeriod());
      }
    }
  }

  // .concurrency(ConcurrencyDefinition.of(5).withKey("event.data.tenantId"))
  // .throttle(ThrottleDefinition.of(600, Duration.ofMinutes(1)).withBurst(60))
  private void addFlowControl() {
    FlowControlWriter.calls(function.flow())
        .forEach((method, argument) -> code.add("\n.$L($L)", method, argument));
  }

  private void addTimeout(String name, DurationModel timeout) {
    if (timeout.isGiven()) {
      code.add("\n.$L($L)", name, Durations.code(timeout));
    }
  }

  // .cancelOn("github/export.cancel", "projectId")
  // .cancelOnCondition("project/deleted", "event.data.projectId == async.data.id")
  private void addCancellations() {
    for (CancelOnModel cancelOn : function.cancelOn()) {
      if (cancelOn.isConditional()) {
        code.add(
            "\n.cancelOnCondition($S, $S)",
            cancelOn.event(),
            cancelOn.condition().text());
      } else {
        code.add("\n.cancelOn($S, $L)", cancelOn.event(), strings(cancelOn.match().stream()));
      }
    }
  }

  private void addSteps() {
    if (!of.steps().isEmpty()) {
      code.add("\n.steps(steps())");
    }
  }

  private void addSecrets() {
    if (!planned.secrets().isEmpty()) {
      code.add("\n.secretFields($L)", strings(planned.secrets().stream()));
    }
  }

  private void addFailure() {
    String batch = function.isBatched() ? "Batch" : "";
    String given = function.isBatched() ? "self, events, " : "self, event, ";
    EndingModel onFailure = planned.onFailure();
    if (onFailure != null) {
      code.add("\n.on$LFailure(($Lfailure, steps) -> $L)", batch, given, call(onFailure.method()));
    }
    EndingModel onCancel = planned.onCancel();
    if (onCancel != null) {
      code.add(
          "\n.on$LCancel(($Lcancellation, steps) -> $L)", batch, given, call(onCancel.method()));
    }
  }

  private CodeBlock call(MethodModel method) {
    return CodeBlock.of(
        "self.$L($L)",
        method.name(),
        method.parameters().stream().map(this::argument).collect(CodeBlock.joining(", ")));
  }

  private CodeBlock argument(FieldModel parameter) {
    if (FunctionModel.isSteps(parameter.type())) {
      return CodeBlock.of("steps");
    }
    if (FunctionModel.isFailure(parameter.type())) {
      return CodeBlock.of("failure");
    }
    if (FunctionModel.isCancellation(parameter.type())) {
      return CodeBlock.of("cancellation");
    }
    if (function.isBatch(parameter.type())) {
      return CodeBlock.of("events");
    }
    return function.isWhole(parameter.type())
        ? CodeBlock.of("event")
        : CodeBlock.of("event.$L()", parameter.name());
  }

  private static CodeBlock strings(Stream<String> strings) {
    return strings.map(text -> CodeBlock.of("$S", text)).collect(CodeBlock.joining(", "));
  }
}
