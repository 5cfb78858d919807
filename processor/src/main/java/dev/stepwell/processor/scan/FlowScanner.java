package dev.stepwell.processor.scan;

import dev.stepwell.Batch;
import dev.stepwell.Concurrency;
import dev.stepwell.Debounce;
import dev.stepwell.MaxWaiting;
import dev.stepwell.Priority;
import dev.stepwell.RateLimit;
import dev.stepwell.Singleton;
import dev.stepwell.Throttle;
import dev.stepwell.processor.model.Address;
import dev.stepwell.processor.model.BatchModel;
import dev.stepwell.processor.model.ConcurrencyModel;
import dev.stepwell.processor.model.DebounceModel;
import dev.stepwell.processor.model.DurationModel;
import dev.stepwell.processor.model.FlowControlModel;
import dev.stepwell.processor.model.MaxWaitingModel;
import dev.stepwell.processor.model.NumberModel;
import dev.stepwell.processor.model.RateLimitModel;
import dev.stepwell.processor.model.SingletonModel;
import dev.stepwell.processor.model.TextModel;
import dev.stepwell.processor.model.ThrottleModel;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.util.Elements;
import org.jspecify.annotations.Nullable;

/** Reads the annotations of flow control on a function or a step. */
final class FlowScanner {
  private final Elements elements;
  private final Element element;

  FlowScanner(Elements elements, Element element) {
    this.elements = elements;
    this.element = element;
  }

  FlowControlModel flow() {
    return new FlowControlModel(
        concurrency(),
        one(Throttle.class, this::throttle),
        one(RateLimit.class, this::rateLimit),
        one(Debounce.class, this::debounce),
        one(Batch.class, this::batch),
        one(Priority.class, mirror -> text(mirror, "value")),
        one(Singleton.class, this::singleton),
        one(MaxWaiting.class, this::maxWaiting));
  }

  private <T> @Nullable T one(Class<?> annotation, Function<AnnotationMirror, T> read) {
    AnnotationMirror mirror = Mirrors.find(element, annotation);
    return mirror == null ? null : read.apply(mirror);
  }

  private List<ConcurrencyModel> concurrency() {
    List<AnnotationMirror> mirrors = new ArrayList<>();
    AnnotationMirror one = Mirrors.find(element, Concurrency.class);
    if (one != null) {
      mirrors.add(one);
    }
    AnnotationMirror several = Mirrors.find(element, Concurrency.List.class);
    if (several != null) {
      mirrors.addAll(Mirrors.mirrors(elements, several, "value"));
    }
    return mirrors.stream().map(this::concurrency).toList();
  }

  private ConcurrencyModel concurrency(AnnotationMirror mirror) {
    return new ConcurrencyModel(
        number(mirror, "limit"),
        Mirrors.constant(elements, mirror, "per").equals(Concurrency.Per.RUN.name()),
        text(mirror, "scope"),
        key(mirror),
        new Address(element, mirror, null));
  }

  private ThrottleModel throttle(AnnotationMirror mirror) {
    return new ThrottleModel(
        number(mirror, "limit"),
        duration(mirror, "period"),
        number(mirror, "burst"),
        text(mirror, "scope"),
        key(mirror),
        text(mirror, "cost"),
        new Address(element, mirror, null));
  }

  private RateLimitModel rateLimit(AnnotationMirror mirror) {
    return new RateLimitModel(
        number(mirror, "limit"),
        duration(mirror, "period"),
        key(mirror),
        new Address(element, mirror, null));
  }

  private DebounceModel debounce(AnnotationMirror mirror) {
    return new DebounceModel(
        duration(mirror, "period"),
        duration(mirror, "timeout"),
        key(mirror),
        new Address(element, mirror, null));
  }

  private BatchModel batch(AnnotationMirror mirror) {
    return new BatchModel(
        number(mirror, "maxSize"),
        duration(mirror, "timeout"),
        key(mirror),
        text(mirror, "condition"),
        number(mirror, "maxBytes"),
        new Address(element, mirror, null));
  }

  private SingletonModel singleton(AnnotationMirror mirror) {
    return new SingletonModel(
        Mirrors.constant(elements, mirror, "mode"),
        key(mirror),
        new Address(element, mirror, null));
  }

  private MaxWaitingModel maxWaiting(AnnotationMirror mirror) {
    return new MaxWaitingModel(
        number(mirror, "limit"),
        Mirrors.constant(elements, mirror, "whenFull"),
        key(mirror),
        new Address(element, mirror, null));
  }

  private List<TextModel> key(AnnotationMirror mirror) {
    return Mirrors.texts(elements, element, mirror, "key");
  }

  private NumberModel number(AnnotationMirror mirror, String name) {
    return new NumberModel(
        Mirrors.number(elements, mirror, name), Mirrors.address(element, mirror, name));
  }

  private DurationModel duration(AnnotationMirror mirror, String name) {
    return new OptionScanner(elements, element, mirror).duration(name);
  }

  private TextModel text(AnnotationMirror mirror, String name) {
    return new OptionScanner(elements, element, mirror).text(name);
  }
}
