package dev.stepwell.encryption;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.stepwell.Event;
import java.util.List;

/** A patient is admitted. Some of the fields are confidential. */
@Event("encrypted/patient.admitted")
public record PatientAdmitted(
    String ward,
    @Encrypted String patientId,
    @Encrypted @JsonProperty("findings") List<String> results,
    Relative relative) {
  /** Nested. */
  public record Relative(String city, @Encrypted String phone) {}
}
