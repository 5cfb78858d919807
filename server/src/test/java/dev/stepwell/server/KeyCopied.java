package dev.stepwell.server;

import dev.stepwell.Event;
import dev.stepwell.Secret;

/** One of the events of a batch, with a secret. */
@Event("tests/key.copied")
public record KeyCopied(String vault, @Secret String notch) {}
