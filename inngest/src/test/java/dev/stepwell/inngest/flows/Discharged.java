package dev.stepwell.inngest.flows;

import dev.stepwell.Event;
import dev.stepwell.encryption.Encrypted;

/** A patient is discharged. */
@Event("demo/discharged")
public record Discharged(@Encrypted String patient, String by) {}
