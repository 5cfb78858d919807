package dev.stepwell.processor.write;

import static dev.stepwell.processor.write.GraphDocument.text;

import dev.stepwell.processor.model.StoredCancel;
import dev.stepwell.processor.model.StoredLimit;
import dev.stepwell.processor.model.StoredRuns;
import dev.stepwell.processor.model.StoredStep;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Writes the document of a catalog, as JSON: what the runs of its functions store, by which builds are compared, and their step graphs.
 * Builds of other releases read it, so a field that changes its meaning needs a new {@code format}.
 */
final class CatalogJson {
  private CatalogJson() {}

  // {"format":1,"functions":[
  // {"id":"export@2","name":"export","version":2,"was":[],"events":["github/export.repo"],
  //  "condition":"event.data.size > 1","crons":[],
  //
  // "cancelOn":[{"event":"github/export.stopped","asks":"projectId"}],"data":{…},"complete":true,"steps":[
  // {"id":"create-repo","kind":"step","on":null,"result":{…},"inline":false,"was":["make-repo"]},
  // {"id":"approval","kind":"wait","on":"github/export.approved","result":{…},"inline":false,"was":[]}],
  // "graph":{"nodes":[…]},"diagram":"flowchart TD…"}]}
  static String write(List<StoredRuns> functions) {
    return functions.stream()
        .map(CatalogJson::function)
        .collect(Collectors.joining(",", "{\"format\":1,\"functions\":[", "]}\n"));
  }

  private static String function(StoredRuns runs) {
    String opening = "\n{\"id\":" + text(runs.id()) + ",\"name\":" + text(runs.name())
        + ",\"version\":" + runs.version() + ",\"was\":" + texts(runs.was()) + ",\"events\":"
        + texts(runs.events()) + ",\"condition\":" + text(runs.condition()) + ",\"crons\":"
        + texts(runs.crons()) + ",\"cancelOn\":" + cancels(runs.cancelOn()) + limits(runs.limits())
        + ",\"data\":"
        + Objects.requireNonNullElse(runs.data(), "null") + ",\"complete\":" + runs.complete();
    return runs.steps().stream()
        .map(CatalogJson::step)
        .collect(Collectors.joining(",", opening + ",\"steps\":[", "],\n" + graph(runs) + "}"));
  }

  private static String graph(StoredRuns runs) {
    return "\"graph\":" + GraphDocument.write(runs.graph()) + ",\n\"diagram\":"
        + text(GraphDiagram.write(runs.id(), runs.graph()));
  }

  /** Nothing for functions without limits, whose JSON is that of earlier releases. */
  private static String limits(List<StoredLimit> limits) {
    return limits.isEmpty()
        ? ""
        : limits.stream()
            .map(limit ->
                "{\"name\":" + text(limit.name()) + ",\"says\":" + text(limit.says()) + "}")
            .collect(Collectors.joining(",", ",\"limits\":[", "]"));
  }

  private static String step(StoredStep step) {
    return "\n{\"id\":" + text(step.id()) + ",\"kind\":\""
        + step.kind().name().toLowerCase(Locale.ROOT) + "\",\"on\":" + text(step.on())
        + ",\"result\":" + Objects.requireNonNullElse(step.result(), "null") + ",\"inline\":"
        + step.inline() + ",\"was\":"
        + texts(step.was()) + "}";
  }

  private static String cancels(List<StoredCancel> cancels) {
    return cancels.stream()
        .map(cancel ->
            "{\"event\":" + text(cancel.event()) + ",\"asks\":" + text(cancel.asks()) + "}")
        .collect(Collectors.joining(",", "[", "]"));
  }

  private static String texts(List<String> texts) {
    return texts.stream().map(GraphDocument::text).collect(Collectors.joining(",", "[", "]"));
  }
}
