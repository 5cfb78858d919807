package dev.stepwell.processor.graph;

import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import dev.stepwell.processor.model.Address;
import dev.stepwell.processor.model.AllowModel;
import dev.stepwell.processor.model.Hazard;
import dev.stepwell.processor.model.HazardModel;
import dev.stepwell.processor.model.InvokeModel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import javax.lang.model.element.Element;
import org.jspecify.annotations.Nullable;

/** What was noted of a body while it was read: one hazard a place, with what is allowed around it. */
final class Notes {
  private final AllowReader reader;
  private final boolean isOff;
  private final Map<Address, HazardModel> hazards = new LinkedHashMap<>();
  private final List<InvokeModel> invokes = new ArrayList<>();
  private final Set<AllowModel> seen = new LinkedHashSet<>();

  /** What is allowed where the reader stands, the innermost first. */
  private List<AllowModel> allows = List.of();

  /** The step in whose code the reader stands; null between steps. */
  private @Nullable String step;

  /** The call through which the reader entered another class; null in the class of the function. */
  private @Nullable Caller caller;

  /** Whether that code is in a method that the step calls. */
  private boolean isBelow;

  /**
   * Notes hazards.
   *
   * @param isOff whether to note only invoked functions and what is allowed
   */
  Notes(AllowReader reader, boolean isOff) {
    this.reader = reader;
    this.isOff = isOff;
  }

  /** Whether hazards are not looked for. */
  boolean isOff() {
    return isOff;
  }

  List<HazardModel> hazards() {
    return new ArrayList<>(hazards.values());
  }

  List<InvokeModel> invokes() {
    return invokes;
  }

  Set<AllowModel> allows() {
    return seen;
  }

  /** Notes a hazard between steps. */
  void add(Hazard hazard, Tree at, ReaderFrame frame, String... words) {
    boolean isOfCaller = caller == null || !ofOwnClass(hazard);
    if (step == null && isOfCaller) {
      put(hazard, at, frame, List.of(words));
    }
  }

  /** Notes a hazard between steps that all objects share, in whichever class. */
  void addShared(Hazard hazard, Tree at, ReaderFrame frame, String... words) {
    if (step == null) {
      put(hazard, at, frame, List.of(words));
    }
  }

  /** Whether to ignore a hazard in a method of another class, because it changes objects of its own. */
  private static boolean ofOwnClass(Hazard hazard) {
    return hazard == Hazard.STATE || hazard == Hazard.CHANGED_RESULT;
  }

  /** Notes a hazard in a step or between steps. */
  void addAnywhere(Hazard hazard, Tree at, ReaderFrame frame, String... words) {
    put(hazard, at, frame, List.of(words));
  }

  /** Whether the reader is in a method of another class. */
  boolean isInOther() {
    return caller != null;
  }

  boolean isInStep() {
    return step != null;
  }

  /** A hazard at this place, not noted yet. */
  HazardModel model(Hazard hazard, Tree at, ReaderFrame frame, List<String> words) {
    Address address = Place.address(at, frame);
    return new HazardModel(hazard, words, address, List.copyOf(allows));
  }

  void put(HazardModel hazard) {
    if (isOff) {
      return;
    }
    hazards.putIfAbsent(hazard.address(), hazard);
  }

  /** Reads code of another class, whose hazards are noted where it is called. */
  <T> T inOther(Tree call, ReaderFrame frame, String name, Supplier<T> reading) {
    Caller around = caller;
    caller = around == null ? new Caller(call, frame, name) : around;
    T read = reading.get();
    caller = around;
    return read;
  }

  /** The call through which another class was entered. */
  private record Caller(Tree call, ReaderFrame frame, String name) {}

  /** Notes which function is invoked between steps. */
  void addInvoke(String functionId, Tree handle, ReaderFrame frame) {
    if (step == null) {
      invokes.add(new InvokeModel(functionId, Place.address(handle, frame), List.copyOf(allows)));
    }
  }

  /** Notes that a call is inside a step, if it is. */
  void addWithin(Hazard hazard, Tree at, ReaderFrame frame, String called) {
    if (step != null && !isBelow) {
      put(hazard, at, frame, List.of(called, step));
    }
  }

  private void put(Hazard hazard, Tree at, ReaderFrame frame, List<String> words) {
    put(located(hazard, at, frame, words));
  }

  /** A hazard at this place, or at the call through which the reader entered another class; not noted yet. */
  HazardModel located(Hazard hazard, Tree at, ReaderFrame frame, List<String> words) {
    if (caller == null) {
      return model(hazard, at, frame, words);
    }
    List<String> more = new ArrayList<>(words);
    if (!more.isEmpty()) {
      more.set(0, more.get(0) + ", in " + caller.name() + ",");
    }
    return model(hazard, caller.call(), caller.frame(), more);
  }

  /** Reads the code of a step, in which only nested steps are noted. */
  void inStep(String id, Runnable reading) {
    String around = step;
    step = around == null ? id : around;
    reading.run();
    step = around;
  }

  /** Reads a method: what is allowed where it is called is not allowed in it, unless it is noted there. */
  <T> T inMethod(Element method, ReaderFrame frame, Supplier<T> reading) {
    if (caller != null) {
      return reading.get();
    }
    boolean wasBelow = isBelow;
    isBelow = step != null;
    List<AllowModel> around = allows;
    allows = reader.around(method, frame);
    seen.addAll(allows);
    T read = reading.get();
    allows = around;
    isBelow = wasBelow;
    return read;
  }

  /** Reads what stands under these modifiers. */
  <T> T under(@Nullable ModifiersTree modifiers, ReaderFrame frame, Supplier<T> reading) {
    List<AllowModel> around = allows;
    allows = new ArrayList<>(modifiers == null ? List.of() : reader.on(modifiers, frame));
    seen.addAll(allows);
    allows.addAll(around);
    T read = reading.get();
    allows = around;
    return read;
  }
}
