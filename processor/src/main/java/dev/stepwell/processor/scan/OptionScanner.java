package dev.stepwell.processor.scan;

import dev.stepwell.processor.model.Address;
import dev.stepwell.processor.model.BackoffModel;
import dev.stepwell.processor.model.DurationModel;
import dev.stepwell.processor.model.OptionsModel;
import dev.stepwell.processor.model.RetriesModel;
import dev.stepwell.processor.model.TextModel;
import dev.stepwell.processor.model.TriggersModel;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.util.Elements;

/** Reads triggers, retries and times from an annotation. */
final class OptionScanner {
  private final Elements elements;
  private final Element element;
  private final AnnotationMirror mirror;

  OptionScanner(Elements elements, Element element, AnnotationMirror mirror) {
    this.elements = elements;
    this.element = element;
    this.mirror = mirror;
  }

  TriggersModel triggers() {
    return new TriggersModel(
        Mirrors.texts(elements, element, mirror, "event"),
        text("condition"),
        Mirrors.texts(elements, element, mirror, "cron"),
        text("timeZone"),
        address("event"));
  }

  OptionsModel options() {
    return new OptionsModel(
        retries(),
        duration("startTimeout"),
        duration("finishTimeout"),
        Mirrors.texts(elements, element, mirror, "idempotencyKey"),
        duration("idempotencyPeriod"));
  }

  RetriesModel retries() {
    return new RetriesModel(
        Mirrors.number(elements, mirror, "retries"),
        Mirrors.mirrors(elements, mirror, "backoff").stream()
            .map(backoff -> new OptionScanner(elements, element, backoff).backoff())
            .toList(),
        address("retries"));
  }

  private BackoffModel backoff() {
    return new BackoffModel(
        duration("first"),
        duration("longest"),
        Mirrors.decimal(elements, mirror, "factor"),
        address("factor"),
        new Address(element, mirror, null));
  }

  TextModel text(String name) {
    return new TextModel(Mirrors.text(elements, mirror, name), address(name));
  }

  DurationModel duration(String name) {
    return new DurationModel(Mirrors.text(elements, mirror, name), address(name));
  }

  private Address address(String name) {
    return Mirrors.address(element, mirror, name);
  }
}
