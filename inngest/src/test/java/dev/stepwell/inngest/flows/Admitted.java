package dev.stepwell.inngest.flows;

import dev.stepwell.Event;
import dev.stepwell.encryption.Encrypted;

/** A patient is admitted. The name of the patient is confidential. */
@Event("demo/admitted")
public record Admitted(String ward, @Encrypted String patient) {}
