package dev.stepwell.processor.scan;

import dev.stepwell.processor.model.FieldJson;
import java.util.List;
import javax.lang.model.type.TypeMirror;

/**
 * A property of the objects of a class, as JSON has it.
 *
 * @param member the name that it has in Java
 * @param json its names in JSON, and whether it is always there
 * @param type the type of its values
 * @param nullable whether it may be null
 * @param read whether it is read
 * @param written whether it is written
 * @param marks what annotations say of its values
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

  /** The same, of which it is decided anew whether it is read and written. */
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
