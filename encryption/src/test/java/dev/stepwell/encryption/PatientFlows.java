package dev.stepwell.encryption;

import dev.stepwell.Failure;
import dev.stepwell.Function;
import dev.stepwell.NonRetriableException;
import dev.stepwell.OnFailure;
import dev.stepwell.Step;
import dev.stepwell.Steps;
import java.time.Duration;

/** Functions on events with encrypted fields. */
public class PatientFlows {
  /** A result with an encrypted field. */
  public record Stay(String ward, @Encrypted String diagnosis) {}

  /** An argument with an encrypted field. */
  public record Referral(String hospital, @Encrypted String reason) {}

  @Function(id = "refer-patient", event = "encrypted/patient.referred")
  String refer(String ward, @Encrypted String insurance) {
    announce(new Referral("hospital of " + ward, "PAIN"));
    return ward;
  }

  @Step
  void announce(Referral referral) {}

  @Function(id = "treat-patient", event = "encrypted/patient.admitted")
  Stay treat(PatientAdmitted event, Steps steps) {
    Stay stay = examine(event);
    boolean left = steps
        .waitForEvent(
            "discharge",
            PatientDischargedCatalog.where().patientId(event.patientId()),
            Duration.ofDays(9))
        .isPresent();
    if (!left) {
      throw new NonRetriableException("still here");
    }
    return stay;
  }

  @Step
  Stay examine(PatientAdmitted event) {
    return new Stay(event.ward(), event.results().get(0) + " of " + event.patientId());
  }

  @OnFailure("treat-patient")
  void failed(PatientAdmitted event, Failure failure, Steps steps) {
    note(event);
  }

  @Step
  void note(PatientAdmitted event) {}
}
