package dev.stepwell.jackson3;

/** A price, which the application writes as text. */
public record Price(long cents) {}
