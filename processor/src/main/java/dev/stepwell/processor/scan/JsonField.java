package dev.stepwell.processor.scan;

import dev.stepwell.processor.model.FieldJson;
import java.util.List;
import javax.lang.model.type.TypeMirror;

/**
 * A JSON property of the objects of a class.
 *
 * @param member its name in Java
 * @param json its names in JSON, and whether it is always present
 * @param type the type of its values
 * @param nullable whether it may be null
 * @param read whether it is read
 * @param written whether it is written
 * @param marks the annotations on its values
 */
record JsonField(
    String member,
    FieldJson json,
    TypeMirror type,
    boolean nullable,
    boolean read,
    boolean written,
    JsonMarks marks) {
  /** The name that it has in JSON. */
  String name() {
    return json.name();
  }

  /** The same, with another decision about reading and writing. */
  JsonField as(boolean isRead, boolean isWritten) {
    boolean isRequired = json.required() && isRead && isWritten;
    FieldJson some = new FieldJson(json.name(), json.aliases(), isRequired, json.bare());
    return new JsonField(member, some, type, nullable, isRead, isWritten, marks);
  }

  /** All names under which it is read or written. */
  List<String> names() {
    return json.names();
  }
}
