package dev.stepwell.maven;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The accepted names of a build, whose modules each find some of them. */
final class AcceptedNames {
  private final int modules;
  private final Set<String> known = new TreeSet<>();
  private final Set<String> unknown = new TreeSet<>();
  private int locked;

  private AcceptedNames(int modules) {
    this.modules = modules;
  }

  /**
   * Those of the build.
   *
   * @param build the data that the modules of the build share
   * @param modules the number of modules
   */
  static AcceptedNames of(Map<String, Object> build, int modules) {
    synchronized (build) {
      return (AcceptedNames)
          build.computeIfAbsent(AcceptedNames.class.getName(), name -> new AcceptedNames(modules));
    }
  }

  /**
   * Registers that a module is locked. Returns the names that no module has found, once all are locked; before that, none.
   *
   * @param accepted all accepted names
   * @param unknownHere those that this module has not found
   */
  synchronized Set<String> locked(Collection<String> accepted, Set<String> unknownHere) {
    unknown.addAll(unknownHere);
    accepted.stream().filter(name -> !unknownHere.contains(name)).forEach(known::add);
    unknown.removeAll(known);
    locked++;
    return locked < modules ? Set.of() : unknown;
  }
}
