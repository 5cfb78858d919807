package dev.stepwell.runtime.codec;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedClass;
import com.fasterxml.jackson.databind.introspect.NopAnnotationIntrospector;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.databind.jsontype.TypeResolverBuilder;
import com.fasterxml.jackson.databind.jsontype.impl.StdTypeResolverBuilder;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes the form of a value of a sealed type into the property {@code @type}, and reads it back: the name given by
 * {@code @JsonTypeName}, or else the simple name of the class. Annotations of Jackson on the sealed type have priority.
 */
final class SealedTypes extends NopAnnotationIntrospector {
  private static final long serialVersionUID = 1L;

  @Override
  public @Nullable TypeResolverBuilder<?> findTypeResolver(
      MapperConfig<?> config, AnnotatedClass type, JavaType baseType) {
    return isSealed(type.getRawType())
        ? new StdTypeResolverBuilder(JsonTypeInfo.Value.construct(
            JsonTypeInfo.Id.NAME, JsonTypeInfo.As.PROPERTY, "@type", null, false, true, null))
        : null;
  }

  @Override
  public @Nullable List<NamedType> findSubtypes(Annotated annotated) {
    return annotated instanceof AnnotatedClass && isSealed(annotated.getRawType())
        ? forms(annotated.getRawType())
            .map(form -> new NamedType(form, name(form)))
            .toList()
        : null;
  }

  /** An enum whose constants have bodies is sealed to the JVM, but has one form here. */
  private static boolean isSealed(Class<?> type) {
    return type.isSealed() && !type.isEnum();
  }

  private static String name(Class<?> form) {
    JsonTypeName given = form.getAnnotation(JsonTypeName.class);
    return given == null || given.value().isEmpty() ? form.getSimpleName() : given.value();
  }

  /** The classes of values of this sealed type. */
  private static Stream<Class<?>> forms(Class<?> type) {
    Stream<Class<?>> permitted = isSealed(type)
        ? Arrays.stream(type.getPermittedSubclasses()).flatMap(SealedTypes::forms)
        : Stream.of();
    return Modifier.isAbstract(type.getModifiers()) && !type.isEnum()
        ? permitted
        : Stream.concat(Stream.of(type), permitted);
  }
}
