package dev.stepwell.sentry;

import dev.stepwell.Event;
import dev.stepwell.Secret;

/** An event of which a run takes several. */
@Event("sentry/card.counted")
public record SentryCardCounted(@Secret String iban) {}
