package dev.stepwell.processor.scan;

import dev.stepwell.processor.model.Address;
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
