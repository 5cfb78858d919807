package dev.stepwell.encryption;

import dev.stepwell.Event;

/** A customer has signed. */
@Event("encrypted/account.signed")
public record AccountSigned(String taxId, String signature) {}
