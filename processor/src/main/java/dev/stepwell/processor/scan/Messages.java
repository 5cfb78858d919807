package dev.stepwell.processor.scan;

import dev.stepwell.processor.model.Address;
import dev.stepwell.processor.model.EventModel;
import javax.annotation.processing.Messager;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.tools.Diagnostic;

/** Prints messages at addresses. */
public final class Messages {
  private final Messager messager;

  /** Prints to the compiler's messager. */
  public Messages(Messager messager) {
    this.messager = messager;
  }

  /** A note for the whole build. */
  public void note(String text) {
    messager.printMessage(Diagnostic.Kind.NOTE, text);
  }

  /** The error that a record cannot be compiled again over its class file. */
  public void stale(EventModel event) {
    messager.printMessage(
        Diagnostic.Kind.ERROR,
        "the record " + event.qualifiedName() + " has changed, and the javac of JDK "
            + Runtime.version().feature()
            + " cannot recompile a record that it has read from a class file; the processor has deleted the old class file:"
            + " compile again");
  }

  /** The error that Lombok has made no constructor of the class at this address, which has an annotation for that. */
  public void withoutLombok(Address address) {
    print(
        Diagnostic.Kind.ERROR,
        "Lombok has not processed this class, so its constructors are unknown; put Lombok on the processor path",
        address);
  }

  /** A message at this address. */
  public void print(Diagnostic.Kind kind, String text, Address address) {
    if (address.element() instanceof Element element) {
      messager.printMessage(
          kind, text, element, (AnnotationMirror) address.annotation(), (AnnotationValue)
              address.value());
    } else {
      messager.printMessage(kind, text);
    }
  }
}
