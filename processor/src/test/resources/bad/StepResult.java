package bad;

import dev.stepwell.*;
import java.util.*;

class StepResult {
  record Page(Iterator<String> lines) {}

  @Step
  java.util.stream.Stream<String> stream() {
  // ^ [StepResult] step stream returns Stream<String>, which JSON cannot carry: Stream, being a BaseStream, exists only in this process; return a record of the values that the next step needs
    return java.util.stream.Stream.of();
  }

  @Step
  List<? extends Number> wild() {
  // ^ [StepResult] step wild returns List<? extends Number>, which JSON cannot carry: ? extends Number is not an exact type; return a record of the values that the next step needs
    return List.of();
  }

  @Step
  Map<String, Object> loose() {
  // ^ [StepResult] step loose returns Map<String, Object>, which JSON cannot carry: Object does not specify its content; return a record of the values that the next step needs
    return Map.of();
  }

  @Step
  Page[] nested() {
  // ^ [StepResult] step nested returns StepResult.Page[], which JSON cannot carry: in its component lines, Iterator exists only in this process; return a record of the values that the next step needs
    return new Page[0];
  }

  @Step
  @SuppressWarnings("rawtypes")
  List raw() {
  // ^ [StepResult] step raw returns List, which JSON cannot carry: List is raw, without its type arguments; return a record of the values that the next step needs
    return List.of();
  }

  @Step
  java.io.InputStream open() {
  // ^ [StepResult] step open returns InputStream, which JSON cannot carry: InputStream, being an AutoCloseable, exists only in this process; return a record of the values that the next step needs
    return java.io.InputStream.nullInputStream();
  }

  @Step
  @SuppressWarnings("unchecked")
  List<String>[] lists() {
  // ^ [StepResult] step lists returns List<String>[], which JSON cannot carry: List<String> is generic, which the components of an array cannot be; return a record of the values that the next step needs
    return new List[0];
  }

  @Step
  Runnable later() {
  // ^ [StepResult] step later returns Runnable, which JSON cannot carry: Runnable exists only in this process; return a record of the values that the next step needs
    return () -> {};
  }

  interface Shape {}

  @Step
  Shape shape() {
  // ^ [StepResult] step shape returns StepResult.Shape, which JSON cannot carry: Shape is an interface that is not sealed, so JSON does not determine which class to create; return a record of the values that the next step needs
    return new Shape() {};
  }

  abstract static class Animal {}

  @Step
  Optional<Animal> animal() {
  // ^ [StepResult] step animal returns Optional<StepResult.Animal>, which JSON cannot carry: Animal is abstract and not sealed, so JSON does not determine which class to create; return a record of the values that the next step needs
    return Optional.empty();
  }

  static class Money {
    Money(long cents) {}
  }

  sealed interface Payment permits Card, Cash {}

  record Card(String number) implements Payment {}

  record Cash(List<Money> notes) implements Payment {}

  @Step
  Payment payment() {
  // ^ [StepResult] step payment returns StepResult.Payment, which JSON cannot carry: as a Cash, in its component notes, Money has no constructor without parameters, and no annotation says how to construct it; return a record of the values that the next step needs
    return new Card("");
  }

  sealed interface Vehicle permits Small.Car, Large.Car {}

  static class Small {
    record Car() implements Vehicle {}
  }

  static class Large {
    record Car() implements Vehicle {}
  }

  @Step
  Vehicle vehicle() {
  // ^ [StepResult] step vehicle returns StepResult.Vehicle, which JSON cannot carry: Vehicle permits two classes named Car, which JSON uses to distinguish them; return a record of the values that the next step needs
    return new Small.Car();
  }

  class Inner {}

  @Step
  Inner inner() {
  // ^ [StepResult] step inner returns StepResult.Inner, which JSON cannot carry: Inner belongs to an instance of its outer class, which JSON does not have; return a record of the values that the next step needs
    return new Inner();
  }

  static class Person {
    public Address getHome() {
      return new Address();
    }
  }

  static class Address {
    public List<Person> people = List.of();
  }

  @Step
  Person person() {
  // ^ [StepResult] step person returns StepResult.Person, which JSON cannot carry: by its getHome(), in its field people, Person contains itself and is mutable, so its values may be infinite; return a record of the values that the next step needs
    return new Person();
  }

  static class Account {
    private String name = "";
    private boolean open;

    public String getName() {
      return name;
    }

    boolean open() {
      return open;
    }
  }

  @Step
  Account account() {
  // ^ [StepResult] step account returns StepResult.Account, which JSON cannot carry: its field open is not public and has no public getter, so JSON leaves it out; return a record of the values that the next step needs
    return new Account();
  }
}
