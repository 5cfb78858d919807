package dev.stepwell.server;

import dev.stepwell.Event;
import dev.stepwell.Secret;

/** An event that a run waits for, with a secret. */
@Event("tests/key.handed-over")
public record KeyHandedOver(
    String vault, String doorPassword, @Secret int doorPin) {}
