package dev.stepwell.processor.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * An event with its record.
 *
 * @param name the event's name
 * @param packageName the record's package
 * @param names the record's simple names, from the outermost
 * @param fields its fields
 * @param unread the further properties of its JSON that are not read
 * @param json whether its JSON has these fields
 * @param generic whether the record has type parameters
 * @param declared whether the record is hand-written, with {@code @Event}
 * @param address the place of its declaration or first use
 */
public record EventModel(
    String name,
    String packageName,
    List<String> names,
    List<FieldModel> fields,
    List<SchemaText.Property> unread,
    Json json,
    boolean generic,
    boolean declared,
    Address address) {
  /** Which fields the JSON of an event has. */
  public enum Json {
    /** Exactly these fields. */
    EXACT,
    /** These fields, and others that are ignored. */
    WITH_OTHERS,
    /** Unknown fields. */
    UNKNOWN
  }

  /** The names of the secret fields in it. */
  public Set<String> secrets() {
    return fields.stream()
        .flatMap(field -> field.secrets().stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The record as a type. */
  public TypeModel type() {
    return new TypeModel.Declared(packageName, names, List.of());
  }

  /** The same event, where a field is also secret if it is secret in the other fields of the same names. */
  public EventModel withSecretsOf(List<FieldModel> others) {
    List<FieldModel> merged = new ArrayList<>();
    for (FieldModel field : fields) {
      merged.add(others.stream()
          .filter(other -> other.name().equals(field.name()) && other.isSecret())
          .filter(other -> !field.isSecret())
          .findFirst()
          .orElse(field));
    }
    return new EventModel(
        name, packageName, names, merged, unread, json, generic, declared, address);
  }

  /** The record's full name. */
  public String qualifiedName() {
    String name = String.join(".", names);
    return QualifiedNames.of(packageName, name);
  }

  /** The names in its fields that no class has yet. */
  public Set<String> unresolved() {
    return fields.stream()
        .flatMap(field -> field.type().unresolved().stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /**
   * The simple name of the class with the event's definition: the generated record, or the catalog of a hand-written
   * one.
   */
  public String holderName() {
    return declared ? String.join("_", names) + "Catalog" : names.get(0);
  }

  /** The name of a record for an event of this name: {@code github/export.repo} gives {@code GithubExportRepo}. */
  public static String recordName(String event) {
    StringBuilder name = new StringBuilder();
    boolean up = true;
    for (int i = 0; i < event.length(); i++) {
      char c = event.charAt(i);
      if (!Character.isLetterOrDigit(c)) {
        up = true;
      } else {
        name.append(up ? Character.toUpperCase(c) : c);
        up = false;
      }
    }
    return name.toString();
  }
}
