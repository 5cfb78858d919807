package dev.stepwell.server.secrets;

import java.util.Collection;
import java.util.Set;
import java.util.UUID;

/**
 * The values of secret fields in the payloads of one run, and the runs with which it shares secrets.
 *
 * @param values the values
 * @param isComplete whether these are all values
 * @param connected the runs that it invoked, that invoked it, that sent one of its events, or that one of its events is about
 * @param characters the number of characters of its payloads
 * @param payloads the number of its steps and events
 */
record SecretSource(
    Collection<String> values,
    boolean isComplete,
    Set<UUID> connected,
    long characters,
    int payloads) {}
