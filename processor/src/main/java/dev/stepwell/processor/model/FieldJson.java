package dev.stepwell.processor.model;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A field in JSON.
 *
 * @param name its name
 * @param aliases its aliases
 * @param required whether it is always present
 * @param bare whether a component of that name, without annotations, has the same JSON
 */
public record FieldJson(String name, List<String> aliases, boolean required, boolean bare) {
  /** Copies the names. */
  public FieldJson {
    aliases = List.copyOf(aliases);
  }

  /** Of that name alone, and bare. */
  public static FieldJson of(String name, boolean required) {
    return new FieldJson(name, List.of(), required, true);
  }

  /** All names under which it is read. */
  public List<String> names() {
    return Stream.concat(Stream.of(name), aliases.stream()).toList();
  }

  /** Whether no name stands for two of these. */
  public static boolean areApart(Stream<FieldJson> fields) {
    Set<String> names = new HashSet<>();
    return fields.flatMap(field -> field.names().stream()).allMatch(names::add);
  }
}
