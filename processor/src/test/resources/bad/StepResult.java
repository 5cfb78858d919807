package bad;

import dev.stepwell.*;
import java.util.*;

class StepResult {
  record Page(Iterator<String> lines) {}

  @Step
  java.util.stream.Stream<String> stream() {
  // ^ [StepResult] step stream returns Stream<String>, which JSON cannot carry: Stream, being a BaseStream, lives in this process only; return a record of what the next step needs
    return java.util.stream.Stream.of();
  }

  @Step
  List<? extends Number> wild() {
  // ^ [StepResult] step wild returns List<? extends Number>, which JSON cannot carry: ? extends Number is no exact type; return a record of what the next step needs
    return List.of();
  }

  @Step
  Map<String, Object> loose() {
  // ^ [StepResult] step loose returns Map<String, Object>, which JSON cannot carry: Object says nothing of what it holds; return a record of what the next step needs
    return Map.of();
  }

  @Step
  Page[] nested() {
  // ^ [StepResult] step nested returns StepResult.Page[], which JSON cannot carry: in its component lines, Iterator lives in this process only; return a record of what the next step needs
    return new Page[0];
  }

  @Step
  @SuppressWarnings("rawtypes")
  List raw() {
  // ^ [StepResult] step raw returns List, which JSON cannot carry: List is raw, without its type arguments; return a record of what the next step needs
    return List.of();
  }

  @Step
  java.io.InputStream open() {
  // ^ [StepResult] step open returns InputStream, which JSON cannot carry: InputStream, being an AutoCloseable, lives in this process only; return a record of what the next step needs
    return java.io.InputStream.nullInputStream();
  }

  @Step
  @SuppressWarnings("unchecked")
  List<String>[] lists() {
  // ^ [StepResult] step lists returns List<String>[], which JSON cannot carry: List<String> is generic, which the components of an array cannot be; return a record of what the next step needs
    return new List[0];
  }

  @Step
  Runnable later() {
  // ^ [StepResult] step later returns Runnable, which JSON cannot carry: Runnable lives in this process only; return a record of what the next step needs
    return () -> {};
  }
}
