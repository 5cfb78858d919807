package dev.stepwell.processor.check;

import dev.stepwell.processor.model.Address;
import dev.stepwell.processor.model.AllowModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** Checks what is allowed, and what is made an error. */
public final class AllowChecks {
  private static final String ALL = "all";

  private AllowChecks() {}

  /** All faults of an {@code @Allow} in itself. */
  public static List<Fault> of(AllowModel allow) {
    List<Fault> faults = new ArrayList<>();
    for (String code : allow.codes()) {
      if (!BodyChecks.codes().contains(code)) {
        faults.add(unknown("@Allow", code, "allow", BodyChecks.codes(), allow.address()));
      }
    }
    if (allow.because().isBlank()) {
      String codes = String.join(", ", allow.codes());
      faults.add(Fault.of(FaultKind.ALLOW_WITHOUT_REASON, allow.address(), codes));
    }
    return faults;
  }

  /** Whether a fault of this kind is an error, with these codes made errors. */
  public static boolean isError(FaultKind kind, Set<String> errors) {
    return kind.severity() == Severity.ERROR
        || errors.contains(ALL)
        || errors.contains(kind.code());
  }

  /** All faults of the codes that a build makes errors. */
  public static List<Fault> ofErrors(Set<String> errors, String option) {
    List<String> known = Arrays.stream(FaultKind.values()).map(FaultKind::code).toList();
    return errors.stream()
        .filter(code -> !code.equals(ALL) && !known.contains(code))
        .map(code -> unknown(option, code, "make an error", known, Address.NOWHERE))
        .toList();
  }

  /** The codes that were allowed, and not needed. */
  public static List<Fault> unused(AllowModel allow, Collection<String> used) {
    return allow.codes().stream()
        .filter(code -> !used.contains(code) && BodyChecks.codes().contains(code))
        .map(code -> Fault.of(FaultKind.NOTHING_TO_ALLOW, allow.address(), code))
        .toList();
  }

  private static Fault unknown(
      String by, String code, String todo, List<String> known, Address address) {
    return Fault.of(
        FaultKind.UNKNOWN_CODE, address, by, code, todo, SimilarNames.hint(code, known));
  }
}
