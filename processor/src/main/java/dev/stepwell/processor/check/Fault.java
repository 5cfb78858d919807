package dev.stepwell.processor.check;

import dev.stepwell.processor.model.Address;

/**
 * A fault in the user's code.
 *
 * @param kind the entry in the catalogue
 * @param message the whole message
 * @param address where it is
 */
public record Fault(FaultKind kind, String message, Address address) {
  /** A fault of this kind, with the names that its message is about. */
  public static Fault of(FaultKind kind, Address address, Object... names) {
    return new Fault(kind, kind.message(names), address);
  }
}
