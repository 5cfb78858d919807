package dev.stepwell.encryption;

import com.fasterxml.jackson.core.Version;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.Module;
import com.fasterxml.jackson.databind.SerializationConfig;
import com.fasterxml.jackson.databind.deser.BeanDeserializerModifier;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import com.fasterxml.jackson.databind.ser.BeanPropertyWriter;
import com.fasterxml.jackson.databind.ser.BeanSerializerModifier;
import java.io.Serial;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Collects the names of marked fields. Jackson looks at a class before it writes or reads the first value of it, so before one is stored. */
final class EncryptedFields extends Module {
  private final Set<String> names = ConcurrentHashMap.newKeySet();
  private volatile boolean used;

  void addAll(Collection<String> more) {
    names.addAll(more);
  }

  Set<String> names() {
    return names;
  }

  /** Whether a mapper has this module. */
  boolean isUsed() {
    return used;
  }

  @Override
  public String getModuleName() {
    return "stepwell-encryption";
  }

  @Override
  public Version version() {
    return Version.unknownVersion();
  }

  @Override
  public void setupModule(SetupContext context) {
    used = true;
    context.addBeanSerializerModifier(new Written(names));
    context.addBeanDeserializerModifier(new Read(names));
  }

  private static final class Written extends BeanSerializerModifier {
    @Serial
    private static final long serialVersionUID = 1L;

    private final transient Set<String> names;

    Written(Set<String> names) {
      this.names = names;
    }

    @Override
    public List<BeanPropertyWriter> changeProperties(
        SerializationConfig config, BeanDescription type, List<BeanPropertyWriter> properties) {
      properties.stream()
          .filter(property -> property.getAnnotation(Encrypted.class) != null)
          .forEach(property -> names.add(property.getName()));
      return properties;
    }
  }

  private static final class Read extends BeanDeserializerModifier {
    @Serial
    private static final long serialVersionUID = 1L;

    private final transient Set<String> names;

    Read(Set<String> names) {
      this.names = names;
    }

    @Override
    public List<BeanPropertyDefinition> updateProperties(
        DeserializationConfig config,
        BeanDescription type,
        List<BeanPropertyDefinition> properties) {
      for (BeanPropertyDefinition property : properties) {
        AnnotatedMember member = property.getPrimaryMember();
        if (member != null && member.hasAnnotation(Encrypted.class)) {
          names.add(property.getName());
        }
      }
      return properties;
    }
  }
}
