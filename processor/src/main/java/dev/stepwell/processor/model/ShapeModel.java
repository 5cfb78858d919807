package dev.stepwell.processor.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What JSON makes of the values of a type, as conditions see them.
 *
 * @param words the type, as a user would write it
 * @param kind what the values are
 * @param members the fields of a record
 * @param constants the names of an enum's constants
 * @param elements what is in a list, and what keys of a map stand for; else null
 */
public record ShapeModel(
    String words,
    Kind kind,
    List<FieldModel> members,
    List<String> constants,
    @Nullable ShapeModel elements) {
  /** Of values without parts. */
  public static ShapeModel of(String words, Kind kind) {
    return new ShapeModel(words, kind, List.of(), List.of(), null);
  }

  /** What JSON values are. */
  public enum Kind {
    /** Texts. */
    TEXT,
    /** Numbers. */
    NUMBER,
    /** True or false. */
    TRUTH,
    /** Lists. */
    LIST,
    /** Objects with any names. */
    MAP,
    /** Objects with known fields. */
    RECORD,
    /** Null and nothing else. */
    NULL,
    /** Anything: the type is not specific. */
    ANYTHING
  }
}
