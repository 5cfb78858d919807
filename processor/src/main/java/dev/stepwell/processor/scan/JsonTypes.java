package dev.stepwell.processor.scan;

import javax.lang.model.util.Elements;

/** A cache of the JSON properties of the types of a round, which are requested repeatedly. */
public final class JsonTypes {
  private final JsonFaults faults;
  private final SecretComponents secrets;
  private final JsonSchemas events;
  private final JsonSchemas stored;

  /** Uses these, which know the classes of one round. */
  public JsonTypes(Elements elements, javax.lang.model.util.Types types) {
    JsonFields fields = new JsonFields(elements, types);
    this.faults = new JsonFaults(elements, types, fields);
    this.secrets = new SecretComponents(elements, types, fields);
    this.events = JsonSchemas.ofEvents(elements, types, fields);
    this.stored = JsonSchemas.ofStored(elements, types, fields);
  }

  /** Why JSON cannot carry the values of a type. */
  public JsonFaults faults() {
    return faults;
  }

  /** What of the values of a type is secret. */
  public SecretComponents secrets() {
    return secrets;
  }

  /** The schemas of events. */
  JsonSchemas events() {
    return events;
  }

  /** The schemas of what runs store. */
  public JsonSchemas stored() {
    return stored;
  }
}
