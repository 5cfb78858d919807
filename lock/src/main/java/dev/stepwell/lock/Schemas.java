package dev.stepwell.lock;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Compares what was stored by one JSON schema with what is read by another. */
final class Schemas {
  private Schemas() {}

  /**
   * A difference that matters.
   *
   * @param field the path of the field; empty for the value as a whole
   * @param how the kind of difference
   * @param words a phrase that describes it
   */
  record Difference(String field, How how, String words) {}

  /** How a field differs. */
  enum How {
    REMOVED,
    ADDED,
    CHANGED
  }

  /** How values of the old schema do not fit the new one. A field that is no longer read is not a difference. */
  static List<Difference> unfit(JsonNode old, JsonNode now) {
    List<Difference> differences = new ArrayList<>();
    compare("", old, now, differences);
    return differences;
  }

  /** How events of the old schema do not fit the new one, including removed fields. */
  static List<Difference> unfitEvent(JsonNode old, JsonNode now) {
    List<Difference> differences = new ArrayList<>();
    old.path("properties").fieldNames().forEachRemaining(field -> {
      if (!isRead(field, now)) {
        differences.add(new Difference(field, How.REMOVED, "is gone"));
      }
    });
    differences.addAll(unfit(old, now));
    return differences;
  }

  private static void compare(String at, JsonNode old, JsonNode now, List<Difference> to) {
    Set<String> before = types(old);
    Set<String> after = types(now);
    if (before.isEmpty() || after.isEmpty()) {
      return;
    }
    if (after.contains("number")) {
      after.add("integer");
    }
    if (!after.containsAll(before) || !isSameKind(old, now)) {
      to.add(new Difference(at, How.CHANGED, "was " + words(old) + " and is " + words(now)));
      return;
    }
    Set<String> values = values(old);
    values.removeAll(values(now));
    if (now.has("enum") && !values.isEmpty()) {
      to.add(new Difference(at, How.CHANGED, "has no value " + String.join(", ", values)));
    }
    forms(at, old, now, to);
    properties(at, old, now, to);
    compare(at + "[]", old.path("items"), now.path("items"), to);
    compare(at + "{}", old.path("additionalProperties"), now.path("additionalProperties"), to);
  }

  /** For objects with a property that names their form. */
  private static void forms(String at, JsonNode old, JsonNode now, List<Difference> to) {
    String before = discriminator(old);
    String after = discriminator(now);
    Map<String, JsonNode> read = forms(now);
    if (!read.isEmpty() && !before.equals(after)) {
      to.add(new Difference(
          at, How.CHANGED, "named its form in " + before + " and names it in " + after));
      return;
    }
    forms(old).forEach((name, form) -> {
      JsonNode same = read.get(name);
      if (same == null) {
        to.add(new Difference(at, How.CHANGED, "has no form " + name));
      } else {
        compare(join(at, name), form, same, to);
      }
    });
  }

  /** The property that names the form; that of a sealed type without annotations if the schema names none. */
  private static String discriminator(JsonNode schema) {
    return schema.path("discriminator").path("propertyName").asText("@type");
  }

  /** The forms by their names and aliases. */
  private static Map<String, JsonNode> forms(JsonNode schema) {
    Map<String, JsonNode> forms = new TreeMap<>();
    schema.path("oneOf").forEach(form -> forms.put(form.path("title").asText(), form));
    schema.path("aliases").properties().forEach(alias -> {
      JsonNode form = forms.get(alias.getValue().asText());
      if (form != null) {
        forms.put(alias.getKey(), form);
      }
    });
    return forms;
  }

  private static String join(String at, String name) {
    return at.isEmpty() ? name : at + "." + name;
  }

  private static void properties(String at, JsonNode old, JsonNode now, List<Difference> to) {
    Set<String> required = required(now);
    boolean isObject = now.has("properties") && old.has("properties");
    now.path("properties").properties().forEach(field -> {
      String name = field.getKey();
      String path = join(at, name);
      Optional<String> before =
          names(name, now).filter(old.path("properties")::has).findFirst();
      if (before.isPresent()) {
        JsonNode schema = old.path("properties").path(before.get());
        List<Difference> found = new ArrayList<>();
        compare(path, schema, field.getValue(), found);
        if (found.isEmpty() && required.contains(name) && !required(old).contains(before.get())) {
          found.add(new Difference(path, How.CHANGED, "may be missing, but must not be null"));
        }
        to.addAll(found);
      } else if (isObject && required.contains(name)) {
        to.add(new Difference(path, How.ADDED, "is new and may not be null"));
      }
    });
    if (isObject) {
      old.path("aliases").properties().stream()
          .filter(alias -> isRead(alias.getValue().asText(), now) && !isRead(alias.getKey(), now))
          .forEach(alias -> to.add(new Difference(
              join(at, alias.getValue().asText()),
              How.CHANGED,
              "is no longer read as " + alias.getKey())));
    }
  }

  private static Set<String> required(JsonNode schema) {
    Set<String> required = new TreeSet<>();
    schema.path("required").forEach(field -> required.add(field.asText()));
    return required;
  }

  /** The names under which a property is read; its own name is the first. */
  private static Stream<String> names(String property, JsonNode schema) {
    return Stream.concat(
        Stream.of(property),
        schema.path("aliases").properties().stream()
            .filter(alias -> alias.getValue().asText().equals(property))
            .map(Map.Entry::getKey));
  }

  /** Whether an object of this schema reads a property of this name. */
  private static boolean isRead(String name, JsonNode schema) {
    return schema.path("properties").has(name) || schema.path("aliases").has(name);
  }

  /** Whether values of the old schema, whose type is a type of the new one, also have its form. */
  private static boolean isSameKind(JsonNode old, JsonNode now) {
    Set<String> types = types(old);
    if (types.contains("string")) {
      return isSameText(old, now);
    }
    boolean isNumber = types.contains("integer") || types.contains("number");
    return isNumber
        ? Numbers.fit(old, now)
        : (isMap(old) == isMap(now)) && (isSealed(old) == isSealed(now));
  }

  private static boolean isSealed(JsonNode schema) {
    return schema.has("oneOf");
  }

  /** Whether texts of the old form also have the new one. Any text does if the new schema has no form. */
  private static boolean isSameText(JsonNode old, JsonNode now) {
    boolean isFormed = now.has("format") || now.has("contentEncoding");
    boolean isSame = now.path("format").equals(old.path("format"))
        && now.path("contentEncoding").equals(old.path("contentEncoding"));
    return (!isFormed || isSame) && (!now.has("enum") || old.has("enum"));
  }

  /** Whether its fields may have any names, unlike those of a record. */
  private static boolean isMap(JsonNode schema) {
    return schema.path("additionalProperties").isObject();
  }

  private static Set<String> types(JsonNode schema) {
    Set<String> types = new TreeSet<>();
    JsonNode type = schema.path("type");
    if (type.isTextual()) {
      types.add(type.asText());
    }
    type.forEach(each -> types.add(each.asText()));
    return types;
  }

  /** The constants of an enum, with their aliases. */
  private static Set<String> values(JsonNode schema) {
    Set<String> values = new TreeSet<>();
    schema.path("enum").forEach(value -> values.add(value.asText()));
    if (!values.isEmpty()) {
      schema.path("aliases").fieldNames().forEachRemaining(values::add);
    }
    return values;
  }

  private static String words(JsonNode schema) {
    Set<String> types = types(schema);
    String form = schema.path("format").asText(schema.path("contentEncoding").asText());
    String words = String.join(" or ", types) + (form.isEmpty() ? "" : " (" + form + ")");
    if (isMap(schema)) {
      return words + " with fields of any names";
    }
    if (isSealed(schema)) {
      return words + " of the forms " + String.join(", ", forms(schema).keySet());
    }
    return schema.has("enum") ? words + " of " + String.join(", ", values(schema)) : words;
  }
}
