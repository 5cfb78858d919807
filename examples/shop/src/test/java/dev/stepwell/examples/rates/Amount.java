package dev.stepwell.examples.rates;

/** An amount. The application writes it as text, by a component of Jackson 3. */
public record Amount(long cents) {}
