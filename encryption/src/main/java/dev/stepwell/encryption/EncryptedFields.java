package dev.stepwell.encryption;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.core.Version;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.Module;
import com.fasterxml.jackson.databind.SerializationConfig;
import com.fasterxml.jackson.databind.deser.BeanDeserializerModifier;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import com.fasterxml.jackson.databind.ser.BeanPropertyWriter;
import com.fasterxml.jackson.databind.ser.BeanSerializerModifier;
import java.io.Serial;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Collects the names of marked fields. Jackson looks at a class before it writes or reads the first value of it, so before one is stored. A mark on what
 * has no name in JSON is rejected then.
 */
final class EncryptedFields extends Module {
  private static final String BY_FORMAT = "@JsonFormat, by which the bean is an array";

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
    context.addBeanDeserializerModifier(new Read(new MarkedTypes(names)));
  }

  private static void rejectIfMarked(
      @Nullable AnnotatedMember member, BeanDescription type, String annotation) {
    if (member != null && member.hasAnnotation(Encrypted.class)) {
      throw rejection(member.getName(), type.getBeanClass(), annotation);
    }
  }

  private static IllegalArgumentException rejection(String field, Class<?> type, String why) {
    return new IllegalArgumentException("@Encrypted on " + field + " of " + type.getName()
        + " cannot be honored: JSON has no field of that name because of " + why
        + ". Put the value into a record, in a field of its own that is marked");
  }

  /** What is said of a marked field of a bean that is written as an array. */
  static IllegalArgumentException inArray(String field, Class<?> type) {
    return rejection(field, type, BY_FORMAT);
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
      rejectIfMarked(type.findAnyGetter(), type, "@JsonAnyGetter");
      List<BeanPropertyWriter> changed = new ArrayList<>(properties);
      changed.replaceAll(property ->
          property.getAnnotation(Encrypted.class) == null ? property : marked(property, type));
      return changed;
    }

    private BeanPropertyWriter marked(BeanPropertyWriter property, BeanDescription type) {
      if (property.isUnwrapping()) {
        throw rejection(property.getName(), type.getBeanClass(), "@JsonUnwrapped");
      }
      return new MarkedProperty(property, names);
    }

    /** A serializer that is not of Jackson's beans decides by itself what it writes. */
    @Override
    public JsonSerializer<?> modifySerializer(
        SerializationConfig config, BeanDescription type, JsonSerializer<?> serializer) {
      rejectIfMarked(type.findJsonValueAccessor(), type, "@JsonValue");
      return serializer;
    }
  }

  private static final class Read extends BeanDeserializerModifier {
    @Serial
    private static final long serialVersionUID = 1L;

    private final transient MarkedTypes types;

    Read(MarkedTypes types) {
      this.types = types;
    }

    @Override
    public List<BeanPropertyDefinition> updateProperties(
        DeserializationConfig config,
        BeanDescription type,
        List<BeanPropertyDefinition> properties) {
      rejectIfMarked(type.findAnySetterAccessor(), type, "@JsonAnySetter");
      if (isArray(type)) {
        properties.forEach(
            property -> rejectIfMarked(property.getPrimaryMember(), type, BY_FORMAT));
      }
      types.add(config, type.getType());
      return properties;
    }

    private static boolean isArray(BeanDescription type) {
      JsonFormat.Value format = type.findExpectedFormat();
      return format != null && format.getShape() == JsonFormat.Shape.ARRAY;
    }
  }
}
