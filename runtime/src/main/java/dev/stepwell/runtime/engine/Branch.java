package dev.stepwell.runtime.engine;

import dev.stepwell.contract.Identifiers;
import dev.stepwell.contract.UncatchableSuspension;
import dev.stepwell.runtime.store.Journal.Recorded;
import dev.stepwell.runtime.store.OutcomeRefusedException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * A line of execution in a run: the flow, an element of a parallel section, or a node of a graph. It numbers the steps,
 * and keeps the record that the next step must wait for. Only its own thread uses it.
 *
 * <p>The number of a step is its path. In the flow, the calls of one id are numbered 0, 1, 2 …; a parallel section
 * takes as many numbers as it has elements, and within element <i>n</i> the calls are numbered <i>n</i>.0, <i>n</i>.1
 * …. Trailing zeros are left out, and so is an empty number: {@code create-blob}, {@code create-blob:1}, {@code
 * create-blob:1.1}. The numbers depend on the flow only, not on the order in which threads ran.
 */
final class Branch {
  private final @Nullable Branch parent;
  private final Map<String, Integer> start;
  private final int element;
  private final @Nullable Racer racer;
  private final Map<String, Integer> next = new HashMap<>();
  private CompletableFuture<Recorded> unrecorded =
      CompletableFuture.completedFuture(Recorded.RECORDED);
  private boolean left;

  private Branch(
      @Nullable Branch parent, Map<String, Integer> start, int element, @Nullable Racer racer) {
    this.parent = parent;
    this.start = start;
    this.element = element;
    this.racer = racer;
  }

  /** The branch of the flow. */
  static Branch flow() {
    return new Branch(null, Map.of(), 0, null);
  }

  /** The branch of a node of a graph, after these. It has its own numbering, independent of the rest of the graph. */
  static Branch node(List<Branch> inputs) {
    Branch branch = new Branch(null, Map.of(), 0, null);
    branch.takeUpRecords(inputs);
    return branch;
  }

  /** The branches of a parallel section; pass them to {@link #join} later. */
  List<Branch> fork(int elements) {
    Map<String, Integer> numbers = Map.copyOf(next);
    List<Branch> branches = new ArrayList<>(elements);
    for (int i = 0; i < elements; i++) {
      branches.add(new Branch(this, numbers, i, racer));
    }
    return branches;
  }

  /** A branch of a race that begins here, for one pass of this racer. */
  Branch race(Racer of) {
    return new Branch(this, Map.copyOf(next), of.index(), of);
  }

  /** Merges the numbers of a race with this many branches, which call steps of these ids, and the records of these branches. */
  void joinRace(Collection<String> ids, int size, List<Branch> branches) {
    ids.forEach(id -> next.merge(id, size, Integer::sum));
    if (racer != null) {
      ids.forEach(racer::numbers);
    }
    joinNodes(branches);
  }

  /** Merges the numbers and records of a parallel section whose branches have all ended. */
  void join(List<Branch> branches) {
    for (Branch branch : branches) {
      for (String id : branch.next.keySet()) {
        next.put(id, branch.start.getOrDefault(id, 0) + branches.size());
      }
    }
    joinNodes(branches);
  }

  /** Merges the records of a graph whose nodes have all ended. */
  void joinNodes(List<Branch> branches) {
    takeUpRecords(branches);
    left |= branches.stream().anyMatch(Branch::hasLeft);
  }

  private void takeUpRecords(List<Branch> branches) {
    for (Branch branch : branches) {
      unrecorded = unrecorded.thenCombine(branch.unrecorded, Branch::worse);
    }
  }

  private static Recorded worse(Recorded one, Recorded other) {
    return one == Recorded.RECORDED || other == Recorded.NOT_HELD ? other : one;
  }

  /** The branch of a race to which this one belongs; null if none. */
  @Nullable
  Racer racer() {
    return racer;
  }

  /** Whether the branch lost a race, by itself or with a branch around it. */
  boolean isAbandoned() {
    return racer != null && racer.isAbandoned();
  }

  /** The index of the branch to which this stored step belongs, of a section of this size that begins here; −1 if it belongs to none. */
  int indexOf(String storedId, int size) {
    String id = unnumbered(storedId);
    String[] number = storedId.length() == id.length()
        ? new String[0]
        : storedId.substring(id.length() + 1).split("\\.", -1);
    List<Integer> path = path(id);
    for (int i = 0; i < path.size(); i++) {
      if (component(number, i) != path.get(i)) {
        return -1;
      }
    }
    long index = component(number, path.size()) - next.getOrDefault(id, 0);
    return index >= 0 && index < size ? (int) index : -1;
  }

  /** A stored id without the number of the call. */
  static String unnumbered(String storedId) {
    return Identifiers.isNumbered(storedId) ? Identifiers.unnumbered(storedId) : storedId;
  }

  private static long component(String[] number, int index) {
    return index >= number.length || !number[index].matches("\\d{1,9}")
        ? 0
        : Long.parseLong(number[index]);
  }

  /** Whether a step of this id was called here, or before this branch began. */
  boolean calls(String id) {
    return next.containsKey(id) || start.containsKey(id) || (parent != null && parent.calls(id));
  }

  /** The stored id of the next call of this step. */
  String number(String id) {
    List<Integer> path = path(id);
    path.add(next.merge(id, 1, Integer::sum) - 1);
    if (racer != null) {
      racer.numbers(id);
    }
    while (!path.isEmpty() && path.get(path.size() - 1) == 0) {
      path.remove(path.size() - 1);
    }
    if (path.isEmpty()) {
      return id;
    }
    StringBuilder number = new StringBuilder(id).append(':').append(path.get(0));
    path.subList(1, path.size()).forEach(n -> number.append('.').append(n));
    return number.toString();
  }

  private List<Integer> path(String id) {
    if (parent == null) {
      return new ArrayList<>();
    }
    List<Integer> path = parent.path(id);
    path.add(start.getOrDefault(id, 0) + element);
    return path;
  }

  /** Keeps the record that the next step must wait for. */
  void recording(CompletableFuture<Recorded> record) {
    unrecorded = record;
  }

  /** Keeps another record that the next step must wait for. */
  void recordingToo(CompletableFuture<Recorded> record) {
    unrecorded = unrecorded.thenCombine(record, Branch::worse);
  }

  /**
   * Waits until all records of this branch are on disk, and returns their outcome.
   *
   * @throws OutcomeRefusedException if it can never be stored
   */
  Recorded awaitRecorded() {
    try {
      return unrecorded.join();
    } catch (CompletionException e) {
      throw new OutcomeRefusedException(
          "a step's outcome", e.getCause() == null ? e : e.getCause());
    }
  }

  /** Whether the branch has left, so that its flow must not continue. */
  boolean hasLeft() {
    return left || isAbandoned();
  }

  /** Makes the branch and its successors leave. */
  UncatchableSuspension leave() {
    left = true;
    return new UncatchableSuspension();
  }
}
