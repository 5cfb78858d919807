package dev.stepwell.runtime.engine;

import dev.stepwell.contract.FunctionDefinition;
import dev.stepwell.runtime.model.FunctionDescription;
import dev.stepwell.runtime.model.StoredFunction;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The functions that handle cancelled runs. Each is an ordinary function, started by {@link SystemEvents#CANCELLED} events about a run of the
 * function that it belongs to, with its current or a former id.
 */
final class CancellationFunctions {
  private CancellationFunctions() {}

  /** The cancellation handler of this one; empty if there is none. */
  static Stream<StoredFunction> of(FunctionDefinition<?, ?, ?> definition) {
    if (definition.onCancel() == null) {
      return Stream.of();
    }
    String ids = Stream.concat(Stream.of(definition.id()), definition.was().stream())
        .map(CancellationFunctions::quoted)
        .collect(Collectors.joining(", "));
    return Stream.of(new StoredFunction(
        definition.id() + StoredFunction.ON_CANCEL,
        List.of(SystemEvents.CANCELLED),
        "event.data.functionId in [" + ids + "]",
        List.of(),
        List.of(),
        false,
        definition.was().stream().map(was -> was + StoredFunction.ON_CANCEL).toList(),
        null,
        null,
        FunctionDescription.NONE));
  }

  private static String quoted(String id) {
    return "'" + id.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
