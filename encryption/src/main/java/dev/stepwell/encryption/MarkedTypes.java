package dev.stepwell.encryption;

import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Finds the marked fields of types, and of all types that they contain. Jackson itself looks at the forms of a sealed type only when it meets one. */
final class MarkedTypes {
  /** A generic type may contain itself with ever larger arguments. */
  private static final int MAX_DEPTH = 64;

  private final Set<String> names;
  private final Set<JavaType> seen = ConcurrentHashMap.newKeySet();

  /** Adds to these names. */
  MarkedTypes(Set<String> names) {
    this.names = names;
  }

  void add(DeserializationConfig config, JavaType type) {
    add(config, type, 0);
  }

  private void add(DeserializationConfig config, JavaType type, int depth) {
    if (depth > MAX_DEPTH || !seen.add(type)) {
      return;
    }
    type.getBindings().getTypeParameters().forEach(parameter -> add(config, parameter, depth + 1));
    if (type.getContentType() != null) {
      add(config, type.getContentType(), depth + 1);
    } else if (!type.isPrimitive() && !type.getRawClass().getName().startsWith("java.")) {
      addBean(config, config.introspect(type), depth + 1);
    }
  }

  private void addBean(DeserializationConfig config, BeanDescription bean, int depth) {
    for (BeanPropertyDefinition property : bean.findProperties()) {
      addProperty(config, property, depth);
    }
    for (NamedType form : config
        .getSubtypeResolver()
        .collectAndResolveSubtypesByTypeId(config, bean.getClassInfo())) {
      add(config, config.constructType(form.getType()), depth);
    }
  }

  private void addProperty(
      DeserializationConfig config, BeanPropertyDefinition property, int depth) {
    AnnotatedMember member;
    JavaType type;
    try {
      member = property.getPrimaryMember();
      type = property.getPrimaryType();
    } catch (IllegalArgumentException e) {
      // Its accessors conflict: Jackson reads the class by other means, or not at all.
      return;
    }
    if (member != null && member.hasAnnotation(Encrypted.class)) {
      names.add(property.getName());
    }
    add(config, type, depth);
  }
}
