package dev.stepwell.server;

import dev.stepwell.Event;
import dev.stepwell.Secret;

/** One of the events of a large batch, with a secret. */
@Event("tests/key.stamped")
public record KeyStamped(String vault, int number, @Secret String notch) {}
