package dev.stepwell.runtime.fire;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What goes wrong under fire. */
enum FireFault {
  /** A worker's process is killed. */
  KILL,

  /** A worker's process stands still for longer than its lease. */
  PAUSE,

  /** The server is stopped and started. */
  RESTART,

  /** The server crashes. */
  CRASH,

  /** Some backends are terminated. */
  TERMINATE,

  /** The network loses all connections, without a word to either side. */
  CUT,

  /** The role gets a statement timeout that some statements exceed. */
  TIMEOUT,

  /** A run ends the process of each worker that executes it. */
  POISON,

  /** Steps hold all connections of the pools. */
  EXHAUST,

  /** Many events are due at the same instant. */
  DUE;

  /** Those that {@code -Dstepwell.fire.faults} names, such as {@code poison,cut}; all unless it is set. */
  static Set<FireFault> selected() {
    String names = System.getProperty("stepwell.fire.faults", "");
    Set<FireFault> selected = EnumSet.noneOf(FireFault.class);
    Arrays.stream(names.split(","))
        .filter(name -> !name.isBlank())
        .map(name -> valueOf(name.strip().toUpperCase(Locale.ROOT)))
        .forEach(selected::add);
    return selected.isEmpty() ? EnumSet.allOf(FireFault.class) : selected;
  }
}
