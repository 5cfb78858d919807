package dev.stepwell.encryption;

import dev.stepwell.Event;

/** Ends the stay of a patient. */
@Event("encrypted/patient.discharged")
public record PatientDischarged(@Encrypted String patientId) {}
