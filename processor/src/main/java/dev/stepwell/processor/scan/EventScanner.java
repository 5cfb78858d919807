package dev.stepwell.processor.scan;

import static dev.stepwell.processor.scan.Mirrors.address;

import dev.stepwell.CronTick;
import dev.stepwell.Event;
import dev.stepwell.WaitFor;
import dev.stepwell.processor.model.Address;
import dev.stepwell.processor.model.EventModel;
import dev.stepwell.processor.model.EventModel.Json;
import dev.stepwell.processor.model.FieldModel;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.util.Elements;
import org.jspecify.annotations.Nullable;

/** Reads records that are events by hand. */
final class EventScanner {
  private final Elements elements;
  private final FieldScanner fields;

  EventScanner(Elements elements, FieldScanner fields) {
    this.elements = elements;
    this.fields = fields;
  }

  /** A scanner that shares with no other what it knows of types. */
  static EventScanner of(Elements elements, javax.lang.model.util.Types types) {
    JsonTypes json = new JsonTypes(elements, types);
    return new EventScanner(elements, new FieldScanner(elements, types, json));
  }

  /** The event that this method takes whole; null if it takes none. */
  @Nullable
  EventModel whole(ExecutableElement method) {
    for (VariableElement parameter : method.getParameters()) {
      if (parameter.asType() instanceof DeclaredType type) {
        Optional<EventModel> event = event(type.asElement());
        if (event.isPresent()) {
          return event.get();
        }
      }
    }
    return null;
  }

  /** The event type of the list that this method takes; null if it takes none. */
  @Nullable
  EventModel batched(ExecutableElement method) {
    for (VariableElement parameter : method.getParameters()) {
      if (parameter.asType() instanceof DeclaredType list
          && list.asElement().toString().equals("java.util.List")
          && list.getTypeArguments().size() == 1
          && list.getTypeArguments().get(0) instanceof DeclaredType type) {
        Optional<EventModel> event = event(type.asElement());
        if (event.isPresent()) {
          return event.get();
        }
      }
    }
    return null;
  }

  /** The event among these names that one of these methods takes whole, and does not wait for; null if there is none. */
  @Nullable
  EventModel whole(List<ExecutableElement> methods, Set<String> names) {
    for (ExecutableElement method : methods) {
      for (VariableElement parameter : method.getParameters()) {
        if (parameter.asType() instanceof DeclaredType type
            && Mirrors.find(parameter, WaitFor.class) == null) {
          Optional<EventModel> event = event(type.asElement());
          if (event.isPresent() && names.contains(event.get().name())) {
            return event.get();
          }
        }
      }
    }
    return null;
  }

  /** A cron tick; null if an older Stepwell, without it, is on the class path. */
  @Nullable
  EventModel tick() {
    TypeElement tick = elements.getTypeElement(CronTick.class.getCanonicalName());
    return tick == null ? null : event(tick).orElse(null);
  }

  /** Reads a record under {@code @Event}; empty if this is none. */
  Optional<EventModel> event(Element element) {
    AnnotationMirror event = Mirrors.find(element, Event.class);
    if (event == null
        || element.getKind() != ElementKind.RECORD
        || !(element instanceof TypeElement record)) {
      return Optional.empty();
    }
    String name = Mirrors.text(elements, event, "value");
    return Optional.of(model(record, name, true, address(record, event, "value")));
  }

  /** Reads a record that was generated for the event of this name. */
  EventModel generated(TypeElement record, String name) {
    return model(record, name, false, address(record));
  }

  private EventModel model(TypeElement record, String name, boolean declared, Address address) {
    DeclaredType type = (DeclaredType) record.asType();
    Optional<List<FieldModel>> known = fields.components(type);
    Json ofFields = fields.mayBeMore(record) ? Json.WITH_OTHERS : Json.EXACT;
    Json json = known.isPresent() ? ofFields : Json.UNKNOWN;
    return new EventModel(
        name,
        ModelTypes.packageName(record),
        ModelTypes.names(record),
        known.orElseGet(() -> fields.bare(record)),
        fields.others(type),
        json,
        !record.getTypeParameters().isEmpty(),
        declared,
        address);
  }
}
