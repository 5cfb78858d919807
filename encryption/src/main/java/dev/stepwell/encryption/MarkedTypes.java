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
  private final Set<String> names;
  private final Set<JavaType> seen = ConcurrentHashMap.newKeySet();

  /** Adds to these names. */
  MarkedTypes(Set<String> names) {
    this.names = names;
  }

  void add(DeserializationConfig config, JavaType type) {
    if (!seen.add(type)) {
      return;
    }
    type.getBindings().getTypeParameters().forEach(parameter -> add(config, parameter));
    if (type.getContentType() != null) {
      add(config, type.getContentType());
    } else if (!type.isPrimitive() && !type.getRawClass().getName().startsWith("java.")) {
      addBean(config, config.introspect(type));
    }
  }

  private void addBean(DeserializationConfig config, BeanDescription bean) {
    for (BeanPropertyDefinition property : bean.findProperties()) {
      AnnotatedMember member = property.getPrimaryMember();
      if (member != null && member.hasAnnotation(Encrypted.class)) {
        names.add(property.getName());
      }
      add(config, property.getPrimaryType());
    }
    for (NamedType form : config
        .getSubtypeResolver()
        .collectAndResolveSubtypesByTypeId(config, bean.getClassInfo())) {
      add(config, config.constructType(form.getType()));
    }
  }
}
