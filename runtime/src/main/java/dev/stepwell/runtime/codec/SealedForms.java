package dev.stepwell.runtime.codec;

import com.fasterxml.jackson.annotation.JsonTypeName;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The classes of values of sealed types, and their names in JSON. */
public final class SealedForms {
  /** The property that names the form of a value. */
  public static final String PROPERTY = "@type";

  private SealedForms() {}

  /** Whether the type is sealed. An enum whose constants have bodies is sealed to the JVM, but has one form here. */
  public static boolean areOf(Class<?> type) {
    return type.isSealed() && !type.isEnum();
  }

  /** The classes of values of this sealed type. */
  public static List<Class<?>> of(Class<?> type) {
    return forms(type).toList();
  }

  /** The name given by {@code @JsonTypeName}, or else the simple name of the class. */
  public static String name(Class<?> form) {
    JsonTypeName given = form.getAnnotation(JsonTypeName.class);
    return given == null || given.value().isEmpty() ? form.getSimpleName() : given.value();
  }

  private static Stream<Class<?>> forms(Class<?> type) {
    Stream<Class<?>> permitted = areOf(type)
        ? Arrays.stream(type.getPermittedSubclasses()).flatMap(SealedForms::forms)
        : Stream.of();
    return Modifier.isAbstract(type.getModifiers()) && !type.isEnum()
        ? permitted
        : Stream.concat(Stream.of(type), permitted);
  }
}
