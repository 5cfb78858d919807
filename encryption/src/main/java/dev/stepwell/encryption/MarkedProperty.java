package dev.stepwell.encryption;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.PropertyName;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.ser.BeanPropertyWriter;
import java.io.Serial;
import java.util.Set;

/** A marked field, whose name is encrypted. It is never written without the name. */
final class MarkedProperty extends BeanPropertyWriter {
  @Serial
  private static final long serialVersionUID = 1L;

  private final transient Set<String> names;

  MarkedProperty(BeanPropertyWriter property, Set<String> names) {
    super(property);
    this.names = names;
    names.add(property.getName());
  }

  private MarkedProperty(MarkedProperty property, PropertyName name) {
    super(property, name);
    this.names = property.names;
    names.add(name.getSimpleName());
  }

  /** The field under another name, as {@code @JsonUnwrapped} with a prefix gives it. */
  @Override
  protected BeanPropertyWriter _new(PropertyName name) {
    return new MarkedProperty(this, name);
  }

  @Override
  public void serializeAsElement(
      Object bean, JsonGenerator generator, SerializerProvider provider) {
    throw EncryptedFields.inArray(getName(), bean.getClass());
  }
}
